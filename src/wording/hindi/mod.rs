//! हिन्दी। Hindi, as newspapers write it. People's votes are given to them ("को ... वोट मिले"), so that no verb
//! has to guess whether a candidate is a man or a woman.

mod bases;
mod booths;
mod briefs;
mod cautions;
mod charts;
mod stories;
mod terms;
mod what_ifs;

use super::numbers::rate_to;
use super::tongue::Tongue;
use super::{
    Basis, BoothSentence, BriefSentence, Caution, ChartSentence, Ground, Headline, Sampled, Sentence, StorySentence,
    Term, WhatIf, WhatIfTerm, World,
};
use crate::bounds;
use crate::format::Grouping;

/// Hindi, as newspapers write it.
pub(super) struct Hindi;

impl Tongue for Hindi {
    fn code(&self) -> &'static str {
        "hi"
    }

    fn name(&self) -> &'static str {
        "Hindi (हिन्दी)"
    }

    fn script(&self) -> Option<std::ops::RangeInclusive<char>> {
        Some('\u{900}'..='\u{97f}')
    }

    fn usual_grouping(&self) -> Grouping {
        Grouping::Indian
    }

    fn sentence(&self, said: &Sentence<'_>, grouping: Grouping) -> String {
        sentence(said, grouping)
    }

    fn story(&self, said: &StorySentence<'_>, grouping: Grouping) -> String {
        stories::story(said, grouping)
    }

    fn chart(&self, said: &ChartSentence<'_>, grouping: Grouping) -> String {
        charts::chart(said, grouping)
    }

    fn booth(&self, said: &BoothSentence<'_>, grouping: Grouping) -> String {
        booths::booth(said, grouping)
    }

    fn caution(&self, said: &Caution<'_>, grouping: Grouping) -> String {
        cautions::caution(said, grouping)
    }

    fn basis(&self, said: &Basis<'_>, grouping: Grouping) -> String {
        bases::basis(said, grouping)
    }

    fn brief(&self, said: &BriefSentence<'_>, grouping: Grouping) -> String {
        briefs::brief(said, grouping)
    }

    fn what_if(&self, said: &WhatIf<'_>, grouping: Grouping) -> String {
        what_ifs::what_if(said, grouping)
    }

    fn what_if_term(&self, said: WhatIfTerm) -> &'static str {
        what_ifs::term(said)
    }

    fn ground(&self, said: Ground) -> &'static str {
        briefs::ground(said)
    }

    fn term(&self, said: Term) -> &'static str {
        terms::term(said)
    }

    fn headline(&self, said: Headline) -> &'static str {
        terms::headline(said)
    }
}

fn verdict(verdict: bounds::Verdict) -> &'static str {
    terms::headline(match verdict {
        bounds::Verdict::Impossible => Headline::Impossible,
        bounds::Verdict::TieAtMost => Headline::TieAtMost,
        bounds::Verdict::Possible => Headline::Possible,
        bounds::Verdict::NotApplicable => Headline::NotApplicable,
    })
}

#[expect(clippy::too_many_lines, reason = "one sentence after another, in one match that lets none be left out")]
fn sentence(sentence: &Sentence<'_>, grouping: Grouping) -> String {
    let votes = |number: u64| grouping.votes(number);
    let they = |namesakes: usize| terms::term(if namesakes == 1 { Term::Namesake } else { Term::Namesakes });
    match *sentence {
        Sentence::AllNamesakes { count } => format!("सभी {count} हमनाम प्रत्याशियों"),
        Sentence::Needed { principal, needed, namesakes, polled } => format!(
            "{principal} को जीत के लिए {} और वोट चाहिए थे; {namesakes} को कुल {} वोट मिले।",
            votes(needed),
            votes(polled)
        ),
        Sentence::NeededForTie { principal, needed, namesakes, polled } => format!(
            "{principal} को जीत के लिए {} और वोट चाहिए थे; {namesakes} को कुल {} वोट मिले, जिनसे बस बराबरी हो सकती थी।",
            votes(needed),
            votes(polled)
        ),
        Sentence::StillAhead { principal, rival, left } => {
            format!("ये सारे वोट {principal} के लिए ही डाले गए होते, तब भी {rival} की बढ़त {} वोटों की रहती।", votes(left))
        }
        Sentence::AllowedNotProved => {
            "हिसाब से ऐसा हो सकता था। ऐसा हुआ या नहीं, यह कुल वोटों से पता नहीं चलता: आगे जो लिखा है वह संभावना है, सबूत नहीं।"
                .to_owned()
        }
        Sentence::Won { principal, rival, margin, namesakes } => format!(
            "{principal} की {rival} पर {} वोटों से जीत हुई: {} की वजह से कोई सीट नहीं गई।",
            votes(margin),
            they(namesakes)
        ),
        Sentence::Cushion { margin, namesakes, polled } => {
            format!("जीत का अंतर {} वोटों का था; {namesakes} को {} वोट मिले।", votes(margin), votes(polled))
        }
        Sentence::LevelIntended { principal, rival, certain } => {
            let so = if certain {
                ": एक भी वोट भटका तो फ़ैसला उसी से होगा"
            } else {
                ""
            };
            format!("इरादे के वोटों में {principal} और {rival} बराबरी पर हैं{so}।")
        }
        Sentence::UncertainIntended { principal, leads, simulations } => {
            format!("ये वोट अनिश्चित बताए गए हैं: {} में से {} सिमुलेशन में {principal} आगे हैं।", votes(simulations), votes(leads))
        }
        Sentence::BehindIntended { principal, rival, margin } => {
            format!("एक भी वोट भटकने से पहले ही, इरादे के वोटों में {rival} को {principal} पर {} की बढ़त है।", votes(margin))
        }
        Sentence::LeadsIntended { principal, rival, margin, namesakes } => format!(
            "इरादे के वोटों में {principal} को {rival} पर {margin} की बढ़त है; इतने वोट {} के खाते में चले जाएँ तो बराबरी होगी, और इससे ज़्यादा में सीट हाथ से निकल जाएगी।",
            they(namesakes),
            margin = votes(margin)
        ),
        Sentence::WinnerToo { name, namesakes, polled } => {
            format!("विजेता {name} के नाम का भी कोई और मैदान में था: {namesakes} को {} वोट मिले।", votes(polled))
        }
        Sentence::OtherToo { name, namesakes, polled, margin, verdict } => format!(
            "{name} के नाम का भी कोई और मैदान में था: {namesakes} को {} वोट मिले, जबकि अंतर {} वोटों का था ({})।",
            votes(polled),
            votes(margin),
            self::verdict(verdict)
        ),
        Sentence::OtherUncounted { name } => format!("{name} के नाम का भी कोई और मैदान में है।"),
        Sentence::VotesNeeded { needed, share, per_booth, namesakes } => {
            let they = they(namesakes);
            let share = match share {
                Some(share) if share > 1.0 && share < 1.005 => format!(", {they} के कुल वोटों से कुछ ही ज़्यादा"),
                Some(share) if (0.9995..1.0).contains(&share) => format!(", {they} के लगभग सारे वोट"),
                Some(share) if share > 1.0 => format!(", {they} के कुल वोटों का {} गुना", grouping.figures(share)),
                Some(share) => format!(", {they} के कुल वोटों का {}", grouping.percent(share)),
                None => String::new(),
            };
            let per_booth = per_booth.map_or(String::new(), |(per, booths)| {
                format!("; {} मतदान केंद्रों में से हर एक पर {}", votes(booths), grouping.figures(per))
            });
            format!("{} वोट{share}{per_booth}।", votes(needed))
        }
        Sentence::RateNeeded { rate, most, digits, principal, namesakes } => {
            let shown = |rate: f64| rate_to(rate, digits, grouping);
            let most = most.map_or(String::new(), |most| {
                format!("; {} को मिले वोटों के हिसाब से यह दर {} से ज़्यादा नहीं हो सकती", they(namesakes), shown(most))
            });
            format!("{principal} के लिए डाले गए वोटों में से {} का ग़लत बटन पर जाना ज़रूरी था{most}।", shown(rate))
        }
        Sentence::Slack { independents, typical, namesakes } => format!(
            "{} का अपना समर्थन {} आम निर्दलीयों से ज़्यादा रहा हो, तो नतीजा वही रहता है (यहाँ एक आम निर्दलीय को {} वोट मिले)।",
            they(namesakes),
            grouping.figures(independents),
            grouping.figures(typical)
        ),
        Sentence::ProvedZero { hits, draws } => {
            format!("0, गणित से सिद्ध; {} में से {} सिमुलेशन में नतीजा बदला।", votes(draws), votes(hits))
        }
        Sentence::NoFlips { below, draws } => format!(
            "{} से कम: {} में से किसी भी सिमुलेशन में नतीजा नहीं बदला (3 / सिमुलेशन)।",
            grouping.percent(below),
            votes(draws)
        ),
        Sentence::AllFlips { above, draws } => {
            format!("{above} से ज़्यादा: सभी {} सिमुलेशन में नतीजा बदला (1 − 3 / सिमुलेशन)।", votes(draws))
        }
        Sentence::Flips { share, hits, draws, error, sampled } => {
            let (hits, draws, points) = (votes(hits), votes(draws), grouping.figures(error));
            match sampled {
                Sampled::ByWeights(effective) => format!(
                    "{share}: {draws} भारित सिमुलेशन से, जिनमें आधे वहाँ से लिए गए जहाँ नतीजा बदलता है (मोंटे कार्लो मानक त्रुटि {points} प्रतिशत अंक, प्रभावी नमूना {})।",
                    grouping.figures(effective)
                ),
                Sampled::Plainly => {
                    format!("{share}: {draws} में से {hits} सिमुलेशन में नतीजा बदला (मोंटे कार्लो मानक त्रुटि {points} प्रतिशत अंक)।")
                }
                Sampled::BySobol => format!(
                    "{share}: {draws} में से {hits} सिमुलेशन में नतीजा बदला (मोंटे कार्लो मानक त्रुटि {points} प्रतिशत अंक, सोबोल समूहों के बीच)।"
                ),
            }
        }
        Sentence::Exact { probability, error } => {
            let within = if error > 0.0 {
                format!(" (अंतर ज़्यादा से ज़्यादा {} प्रतिशत अंक)", grouping.figures(100.0 * error))
            } else {
                String::new()
            };
            format!("बिना सिमुलेशन के, सीधे गणना से: {}{within}।", grouping.percent(probability))
        }
        Sentence::EachFlip { name, probability, proved: true } => {
            format!("अकेले {name} के लिए: {}, गणित से सिद्ध।", grouping.percent(probability))
        }
        Sentence::EachFlip { name, probability, proved: false } => {
            format!("अकेले {name} के लिए: {}।", grouping.percent(probability))
        }
        Sentence::Without { low, high, .. } if low == high => format!(
            "दूसरा सवाल: हमनाम खड़े ही न होते, तो उनके अपने वोटर कहीं और जाते, और कहाँ, यह कोई नहीं जानता। तब विजेता कोई और होता: {}, वे जो भी करते।",
            grouping.percent(low)
        ),
        Sentence::Without { low, middle, high, .. } => format!(
            "दूसरा सवाल: हमनाम खड़े ही न होते, तो उनके अपने वोटर कहीं और जाते, और कहाँ, यह कोई नहीं जानता। तब विजेता कोई और होता: {}, अगर वे सीट के बाक़ी वोटरों की तरह बँटते; जो भी वे करते, {} से {} तक।",
            grouping.percent(middle),
            grouping.percent(low),
            grouping.percent(high)
        ),
        Sentence::WithoutAsStated { probability } => {
            format!("परिदृश्य में बताए गए बँटवारे से: {}।", grouping.percent(probability))
        }
        Sentence::Ties { ties } => {
            format!("{} सिमुलेशन में दोनों में से एक दुनिया में सबसे ऊपर बराबरी रही; बराबरी जीत नहीं है।", votes(ties))
        }
        Sentence::Diverted { middle, low, high } => format!(
            "भटके हुए वोट: बीच के सिमुलेशन में {}, दस में से नौ सिमुलेशन में {} से {} तक।",
            grouping.whole(middle),
            grouping.whole(low),
            grouping.whole(high)
        ),
        Sentence::MarginSpread { name, world, middle, low, high } => {
            let world = match world {
                World::AsMeant => "हर भटका वोट सही जगह गिनने पर",
                World::Recorded => "गिने गए वोटों में",
            };
            format!(
                "{world} {name} का अंतर: बीच के सिमुलेशन में {}, दस में से नौ सिमुलेशन में {} से {} तक।",
                grouping.whole(middle),
                grouping.whole(low),
                grouping.whole(high)
            )
        }
        Sentence::RateBeforeAfter { before, after } => format!(
            "भ्रम की दर, सभी हमनाम प्रत्याशियों को मिलाकर: वोट देखने से पहले दस में से नौ बार {} से {} तक, देखने के बाद {} से {} तक।",
            before.0, before.1, after.0, after.1
        ),
        Sentence::RateAhead { low, high } => {
            format!("भ्रम की दर, सभी हमनाम प्रत्याशियों को मिलाकर: दस में से नौ सिमुलेशन में {low} से {high} तक।")
        }
        Sentence::Quoted { text, source } => match source {
            Some(source) => format!("“{text}” ({source})"),
            None => format!("“{text}”"),
        },
        Sentence::SaysVotes { candidate, low, high, unit, verdict } => {
            format!("{candidate} के {} वोट, {unit}: {verdict}।", range(low, high, grouping))
        }
        Sentence::SaysWouldHaveWon { candidate, principal, verdict } => {
            format!("यह कि {candidate} के न होने पर {principal} की जीत होती: {verdict}।")
        }
        Sentence::SaysCost { candidate, principal, low, high, verdict } => {
            format!("यह कि {candidate} की वजह से {principal} के {} वोट गए: {verdict}।", range(low, high, grouping))
        }
        Sentence::ReadAs { unit, units, low, high } => {
            let units = if units > 1 { format!(" ({})", votes(units)) } else { String::new() };
            format!("मतलब {unit}{units} हो, तो: {} वोट।", range(low, high, grouping))
        }
        Sentence::TotalTooSmall { polled, all, factor } => {
            let all = all.map_or(String::new(), |all| format!(" (डाक मतपत्र मिलाकर {})", votes(all)));
            format!("असंभव: वहाँ कुल {} वोट ही मिले{all}{}।", votes(polled), times(factor, "ज़्यादा", grouping))
        }
        Sentence::TotalTooLarge { polled, factor } => {
            format!("असंभव: मिले वोट {} हैं{}।", votes(polled), times(factor, "कम", grouping))
        }
        Sentence::CastTooFew { cast, factor } => {
            format!("असंभव: वहाँ सबको मिलाकर {} वोट पड़े{}।", votes(cast), times(factor, "ज़्यादा", grouping))
        }
        Sentence::ElectorsTooFew { electors, factor } => {
            format!("असंभव: कुल मतदाता {} हैं{}।", votes(electors), times(factor, "ज़्यादा", grouping))
        }
        Sentence::BoothTooSmall { most, factor } => format!(
            "असंभव: किसी मतदान केंद्र पर {} से ज़्यादा मतदाता नहीं होते{}।",
            votes(most),
            times(factor, "ज़्यादा", grouping)
        ),
        Sentence::RowsOutside { outside, rows, farthest } => format!(
            "असंभव: गिनती में {} में से {} इस दायरे से बाहर हैं; सबसे दूर वाले में {} वोट हैं।",
            votes(rows),
            votes(outside),
            votes(farthest)
        ),
        Sentence::TooEven { chance } => format!(
            "यक़ीन के लायक नहीं: जोड़ इसकी इजाज़त देता है, पर वोट इतने बराबर कभी नहीं बँटते (आम बिखराव में संभावना {})।",
            grouping.percent(chance)
        ),
        Sentence::NothingAgainst => "मुमकिन: गिनती में इसके ख़िलाफ़ कुछ नहीं।".to_owned(),
        Sentence::NotTested { unit, key } => {
            format!("{unit} वाला मतलब नहीं परखा गया: आँकड़ों में {key} नहीं दिया है।")
        }
        Sentence::Survives { readings } => format!("जो मतलब टिकता है: {readings}।"),
        Sentence::NoneSurvives => "कोई भी मतलब नहीं टिकता।".to_owned(),
        Sentence::DoesNotMatter { votes: all, needed } => format!(
            "दोनों ही हाल में फ़र्क़ नहीं पड़ता: {} < {}, यानी प्रत्याशी के सारे वोट नतीजा बदलने के लिए ज़रूरी वोटों से कम हैं।",
            votes(all),
            votes(needed)
        ),
        Sentence::MattersForTie { votes: all, needed } => format!(
            "इससे ज़्यादा से ज़्यादा बराबरी होती: प्रत्याशी को {} वोट मिले, जीत के लिए {} चाहिए थे।",
            votes(all),
            votes(needed)
        ),
        Sentence::CouldMatter { votes: all, needed } => format!(
            "फ़र्क़ पड़ा या नहीं, यह अलग सवाल है: प्रत्याशी को {} वोट मिले, नतीजा बदलने के लिए {} चाहिए थे।",
            votes(all),
            votes(needed)
        ),
        Sentence::NoSeatLost { principal } => format!("इससे कोई सीट नहीं गई: जीत {principal} की ही हुई।"),
        Sentence::PolledFewer { polled, needed } => {
            format!("गणित से असंभव: कुल {} वोट मिले, जो {} से कम हैं।", votes(polled), votes(needed))
        }
        Sentence::WonAnyway { principal, margin } => {
            format!("गणित से असंभव: {principal} की {} वोटों से जीत हुई।", votes(margin))
        }
        Sentence::SoIn { probability, draws, error } => format!(
            "{} सिमुलेशन में से {probability} में ऐसा हुआ (मोंटे कार्लो मानक त्रुटि {} प्रतिशत अंक); संभावना सबूत नहीं है।",
            votes(draws),
            grouping.figures(error)
        ),
        Sentence::NotSimulated => "हिसाब से दोनों बातें हो सकती हैं, और ऐसा कोई सिमुलेशन नहीं हुआ जो बता सके।".to_owned(),
        Sentence::ClaimMisses { unit, factor } if factor.is_finite() => {
            format!("‘{unit}’ मानें तो दावे और गिनती में {} गुना का फ़र्क़ है", grouping.figures(factor))
        }
        Sentence::ClaimMisses { unit, .. } => format!("मतलब {unit} हो, तो दावा गिनती से मेल नहीं खाता"),
        Sentence::ClaimFits { unit } => format!("मतलब {unit} हो, तो दावा गिनती से मेल खाता है"),
        Sentence::InBoothsOfAll { name, booths, all } => {
            format!("{name}: {}, जिनमें {} मतदान केंद्रों पर", votes(all), votes(booths))
        }
        Sentence::ClaimAgainst { candidate, low, high } => {
            format!(
                "{candidate} के {} वोट, हर मतलब से, गिनती के सामने; नारंगी मतलब नहीं टिकते, नीले टिकते हैं",
                range(low, high, grouping)
            )
        }
    }
}

/// "500 से 700", or "500" where both ends are one.
fn range(low: u64, high: u64, grouping: Grouping) -> String {
    if low == high { grouping.votes(low) } else { format!("{} से {}", grouping.votes(low), grouping.votes(high)) }
}

/// By how much a claim misses; nothing where no factor can be given, because nothing at all was counted.
fn times(factor: f64, which: &str, grouping: Grouping) -> String {
    if factor.is_finite() {
        format!("; दावा {} गुना {which} है", grouping.figures(factor))
    } else {
        String::new()
    }
}
