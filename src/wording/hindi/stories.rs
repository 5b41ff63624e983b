//! Rival explanations in Hindi.

use crate::format::Grouping;
use crate::wording::StorySentence;
use crate::wording::numbers::{grew, hundredths};

#[expect(clippy::too_many_lines, reason = "one sentence after another, in one match that lets none be left out")]
pub(super) fn story(sentence: &StorySentence<'_>, grouping: Grouping) -> String {
    let votes = |number: u64| grouping.votes(number);
    match *sentence {
        StorySentence::NoNamesake { loser, winner, margin, needed } => format!(
            "{loser} की {winner} से {} वोटों से हार हुई; जीत के लिए {} और वोट चाहिए थे। मतपत्र पर कोई हमनाम प्रत्याशी नहीं था; दूसरी वजहें तौली गई हैं।",
            votes(margin),
            votes(needed)
        ),
        StorySentence::NeedsFlow { from, to, place, votes: needed, base, share } => format!(
            "{}{from} के {} वोटों में से {} का {to} को मिलना ज़रूरी था: {}।",
            inside(place),
            votes(base),
            votes(needed),
            part(share, grouping)
        ),
        StorySentence::NeedsHome { to, place, votes: needed, base, share } => format!(
            "{}वोट न डालने वाले {} मतदाताओं में से {} का {to} को वोट देना ज़रूरी था: {}।",
            inside(place),
            votes(base),
            votes(needed),
            part(share, grouping)
        ),
        StorySentence::NeedsStay { from, place, votes: needed, base, share } => format!(
            "{}{from} के {} मतदाताओं में से {} का घर बैठना ज़रूरी था: {}।",
            inside(place),
            votes(base),
            votes(needed),
            part(share, grouping)
        ),
        StorySentence::NeedsMore { to, place, votes: needed, base, share } => format!(
            "{}{to} को {} वोट और मिलना ज़रूरी था, जबकि वहाँ {} मिले: {}।",
            inside(place),
            votes(needed),
            votes(base),
            part(share, grouping)
        ),
        StorySentence::NeedsDiverted { namesake, to, votes: needed, base, share } => format!(
            "{} वोटों का {to} के लिए होना ज़रूरी था; {namesake} को {} मिले: {}।",
            votes(needed),
            votes(base),
            part(share, grouping)
        ),
        StorySentence::NeedsAll { votes: needed, base, share } => format!(
            "इसके सारे हिस्सों में एक ही अनुपात से {} में से {} वोटों का इधर-उधर होना ज़रूरी था: {}।",
            votes(base),
            votes(needed),
            part(share, grouping)
        ),
        StorySentence::NeedsMoreThanShares => "इसका कोई भी अनुपात नतीजा नहीं बदलता।".to_owned(),
        StorySentence::AloneNever { low, high } => format!(
            "जैसा बताया गया, इससे {} वोट इधर-उधर होते हैं; अकेले इससे नतीजा कभी नहीं बदलता।",
            signed_range(low, high, grouping)
        ),
        StorySentence::AloneAlways { low, high } => format!(
            "जैसा बताया गया, इससे {} वोट इधर-उधर होते हैं; अकेले इसी से नतीजा बदल जाता है।",
            signed_range(low, high, grouping)
        ),
        StorySentence::AloneSometimes { low, high, probability } => format!(
            "जैसा बताया गया, इससे {} वोट इधर-उधर होते हैं; जैसा बताया गया उसके हिसाब से {} मामलों में अकेले इससे नतीजा बदलता है।",
            signed_range(low, high, grouping),
            grouping.percent(probability)
        ),
        StorySentence::BesideOthers { lost, of, share, margin, stated } => format!(
            "ज़रूरत: बताए गए हिस्सों ({stated}) के अनुसार सब वजहों की संभावना {} है; सिर्फ़ इसे हटाने पर वह {} प्रतिशत अंक घटकर {} रह जाती है। शैप्ली हिस्सा: {} प्रतिशत अंक, और अंतर में {} वोट।",
            grouping.percent(of),
            grouping.figures(100.0 * lost),
            grouping.percent((of - lost).max(0.0)),
            grouping.figures(100.0 * share),
            grouping.figures(margin)
        ),
        StorySentence::CompletesNone { margin } => format!(
            "बाक़ी वजहों के किसी भी मेल को यह पूरा नहीं करती, इसलिए हिसाब से इसका हिस्सा 0 है; अंतर में इसके {} वोट हैं।",
            grouping.figures(margin)
        ),
        StorySentence::TogetherExact { probability, margin, stated } => format!(
            "बताए गए हिस्सों ({stated}) के अनुसार सब वजहें साथ हों तो नतीजा बदलने की संभावना {} है और अंतर {} वोट बदलता है (सटीक, बिना सिमुलेशन के)।",
            grouping.percent(probability),
            grouping.figures(margin)
        ),
        StorySentence::TogetherDrawn { probability, margin, draws, error, stated } => format!(
            "बताए गए हिस्सों ({stated}) के अनुसार सब वजहें साथ हों तो {} में से {} सिमुलेशन में नतीजा बदलता है और अंतर {} वोट बदलता है (मोंटे कार्लो मानक त्रुटि {} प्रतिशत अंक)।",
            votes(draws),
            grouping.percent(probability),
            grouping.figures(margin),
            grouping.figures(error)
        ),
        StorySentence::AloneTitle { able: 0, all: 1 } => "जैसा बताया गया, उस वजह से नतीजा नहीं बदलता".to_owned(),
        StorySentence::AloneTitle { able: 0, .. } => "जैसा बताया गया, अकेले किसी वजह से नतीजा नहीं बदलता".to_owned(),
        StorySentence::AloneTitle { all: 1, .. } => "जैसा बताया गया, उस वजह से नतीजा बदल सकता है".to_owned(),
        StorySentence::AloneTitle { able, all } => {
            format!("जैसा बताया गया, {} में से {} वजहें अकेले नतीजा बदल सकती हैं", votes(all), votes(able))
        }
        StorySentence::StepsOf { principal, rival } => {
            format!("{rival} पर {principal} का अंतर, वोटों में, और हर वजह का हिस्सा (शैप्ली)")
        }
        StorySentence::SharesAreStated => {
            "कितने वोट चाहिए थे, यह सटीक है। अनुपात वही हैं जो बताए गए, अनुमान नहीं: उनकी संभावना मालूम नहीं है।".to_owned()
        }
        StorySentence::Compared { who, place, election, then, also, here } => {
            let change = |then: u64| here.map_or(String::new(), |here| format!(" ({})", grew(then, here, grouping)));
            let also = also.map_or(String::new(), |also| {
                format!("; {}{} भी छपा है। स्रोत एकमत नहीं हैं, इसलिए दोनों आँकड़े रखे गए हैं", votes(also), change(also))
            });
            let here_now = here.map_or(String::new(), |here| format!("; यहाँ {}", votes(here)));
            format!("{}{who}: {election} में {}{here_now}{}{also}।", inside(place), votes(then), change(then))
        }
        StorySentence::MovedApart { who, election, inside: (then, here), outside: (then_outside, here_outside) } => {
            format!(
                "{election} के बाद से {who} के वोट इन क्षेत्रों में {} और बाक़ी में {} बदले हैं।",
                grew(then, here, grouping),
                grew(then_outside, here_outside, grouping)
            )
        }
        StorySentence::GainedThere { who, election, gained, base } => format!(
            "{election} में {who} को यहाँ से {} वोट ज़्यादा मिले: उन {} के {} के बराबर।",
            votes(gained),
            votes(base),
            hundredths(gained as f64 / base as f64)
        ),
    }
}

/// "गोविंदनगर में ", or nothing where a flow is of the whole contest.
fn inside(place: Option<&str>) -> String {
    place.map_or(String::new(), |place| format!("{place} में "))
}

/// A share as per cent with two decimals, or how many times all there are.
fn part(share: f64, grouping: Grouping) -> String {
    if share > 1.0 { format!("कुल के {} गुना", grouping.figures(share)) } else { hundredths(share) }
}

/// "13,824", or "0 से 13,824".
fn signed_range(low: i64, high: i64, grouping: Grouping) -> String {
    if low == high { grouping.whole(low) } else { format!("{} से {}", grouping.whole(low), grouping.whole(high)) }
}
