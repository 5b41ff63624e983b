//! Booth returns in Hindi.

use crate::format::Grouping;
use crate::inference::Shown;
use crate::wording::booth::Range;
use crate::wording::{BoothSentence, Language, Lean, Wording};

#[expect(clippy::too_many_lines, reason = "one sentence after another, in one match that lets none be left out")]
pub(super) fn booth(sentence: &BoothSentence<'_>, grouping: Grouping) -> String {
    let votes = |number: u64| grouping.votes(number);
    let percent = |share: f64| grouping.percent(share);
    let short = |number: f64| grouping.figures(number);
    let span = |(low, high): Range| format!("{} से {}", short(low), short(high));
    let percents = |(low, high): Range| format!("{} से {}", percent(low), percent(high));
    let counts = |(low, high): (u64, u64)| format!("{} से {}", votes(low), votes(high));
    match *sentence {
        BoothSentence::SlopeUp { whose, per } => {
            format!("जहाँ {whose} के 100 वोट ज़्यादा हैं, वहाँ हमनाम के {} ज़्यादा", short(per))
        }
        BoothSentence::SlopeDown { whose, per } => {
            format!("जहाँ {whose} के 100 वोट ज़्यादा हैं, वहाँ हमनाम के {} कम", short(-per))
        }
        BoothSentence::SlopeOpen { whose } => {
            format!("मतदान केंद्रों से पता नहीं चलता कि हमनाम के वोट {whose} के वोटों के साथ चलते हैं या नहीं")
        }
        BoothSentence::ScatterShows { who, whose, size, placebos } => format!(
            "हमनाम {who} के वोट {whose} के वोटों के सामने: हर बिंदु एक मतदान केंद्र, आधे वोट से कम ऊपर-नीचे खिसकाया हुआ; रेखा {} वोटों वाले केंद्र की है, 95 % पट्टी के साथ; धूसर: {} दूसरे छोटे प्रत्याशियों की रेखाएँ",
            short(size),
            votes(placebos)
        ),
        BoothSentence::ScatterAlt { booths, whose, per, range } => format!(
            "{} मतदान केंद्रों का बिखराव। ढलान: {whose} के हर 100 वोट पर हमनाम के {} वोट, 95 % अंतराल {}।",
            votes(booths),
            short(per),
            span(range)
        ),
        BoothSentence::VotesOf { whose } => format!("मतदान केंद्र पर {whose} के वोट"),
        BoothSentence::SlopeEnd { per, range } => format!("हर 100 पर {} (95 %: {})", short(per), span(range)),
        BoothSentence::LeansMost { whose } => {
            format!("{whose} के वोटरों की ओर हमनाम का झुकाव हर दूसरे छोटे प्रत्याशी से ज़्यादा है")
        }
        BoothSentence::LeansLeast { whose } => {
            format!("{whose} के वोटरों की ओर हर दूसरे छोटे प्रत्याशी का झुकाव हमनाम जितना है")
        }
        BoothSentence::LeansLess { whose, more, others } => format!(
            "{} दूसरे छोटे प्रत्याशियों में से {} का झुकाव भी {whose} के वोटरों की ओर कम से कम हमनाम जितना है",
            votes(others),
            votes(more)
        ),
        BoothSentence::NamesakeRow { who } => format!("{who} (हमनाम)"),
        BoothSentence::OrdinaryRow => "आगे कोई आम प्रत्याशी".to_owned(),
        BoothSentence::PlacebosShow { whose } => format!(
            "सारे वोट अपने ही होते, तो हर प्रत्याशी को {whose} के वोटरों में औरों के मुक़ाबले कितने गुना वोट मिले; बिंदु: माध्यिका, डंडी: दस में से नौ बार (लघुगणक पैमाना)"
        ),
        BoothSentence::PlacebosAlt { whose, others, times, range } => format!(
            "अंतराल, हर पंक्ति एक प्रत्याशी: {whose} के वोटरों में औरों के मुक़ाबले हमनाम {} गुना, {others} दूसरे छोटे प्रत्याशी {} गुना।",
            short(times),
            span(range)
        ),
        BoothSentence::Times { middle, range } => format!("{} ({})", short(middle), span(range)),
        BoothSentence::SegmentsDiffer { whose, top, bottom, rates } => {
            format!("{whose} के वोटर {bottom} से ज़्यादा {top} में भटके: {} के मुक़ाबले {}", percent(rates.0), percent(rates.1))
        }
        BoothSentence::SegmentsAlike { rates } => {
            format!("विधानसभा क्षेत्रों में फ़र्क़ नहीं किया जा सकता: भ्रम की दर {}", percents(rates))
        }
        BoothSentence::RatesShow { whose } => format!(
            "{whose} के लिए डाले गए हर वोट पर भ्रम की दर, विधानसभा क्षेत्र के हिसाब से: बिंदु: माध्यिका, डंडी: दस में से नौ बार; खड़ी रेखा: दोनों के वोटों में हमनाम का हिस्सा, दर इससे ज़्यादा नहीं हो सकती"
        ),
        BoothSentence::RatesAlt { segments } => format!("विधानसभा क्षेत्र के हिसाब से भ्रम की दर: {segments}।"),
        BoothSentence::Rate { name, middle, range } => format!("{name} {} ({})", percent(middle), percents(range)),
        BoothSentence::RateAndShare { rate, share } => format!("{}; हिस्सा {}", percent(rate), percent(share)),
        BoothSentence::MadeUpAlike => "मॉडल वैसे ही मतदान केंद्र बनाता है जैसे गिने गए".to_owned(),
        BoothSentence::MadeUpNearly { missed, bins } => {
            format!("मॉडल गिने गए जैसे ही मतदान केंद्र बनाता है: {bins} में से {missed} बिंदु उसकी रेखाओं के बाहर, संयोग जितने ही")
        }
        BoothSentence::MadeUpOtherwise { missed, bins, chance } => {
            format!("मॉडल गिने गए मतदान केंद्रों से {bins} में से {} जगह चूकता है, जबकि संयोग से {}", votes(missed), short(chance))
        }
        BoothSentence::CheckShows { who, sets } => format!(
            "हमनाम {who} के वोटों के हिसाब से मतदान केंद्र: गिने गए (बिंदु), और मॉडल के बनाए {} समूहों में (रेखाएँ)",
            votes(sets)
        ),
        BoothSentence::CheckAlt { within, bins, sets } => format!(
            "हमनाम के वोटों के हिसाब से मतदान केंद्रों की गिनती; {bins} में से {within} गिनतियाँ मॉडल के {} समूहों के दायरे में हैं।",
            votes(sets)
        ),
        BoothSentence::StandsOut { booth, place, votes: polled, expected } => format!(
            "{place} का मतदान केंद्र {booth} अलग दिखता है: हमनाम के {} वोट, अनुमान {}",
            votes(polled),
            short(expected)
        ),
        BoothSentence::NoneStandsOut => "मॉडल के अनुमान से कोई मतदान केंद्र अलग नहीं दिखता".to_owned(),
        BoothSentence::ResidualsShow { who } => format!(
            "हर मतदान केंद्र पर हमनाम {who} के वोट, गिनती और अनुमान; रेखा पर दोनों बराबर; जिन्हें मॉडल मुश्किल से मानता है, उनके नाम लिखे हैं, जैसे प्रत्याशी का अपना गाँव हो"
        ),
        BoothSentence::ResidualsAlt { outside, out } => format!(
            "गिने गए और अनुमानित वोटों का बिखराव; {} मॉडल के दस में से नौ वाले दायरे से बाहर हैं; {}।",
            percent(outside),
            match out {
                0 => "कोई मतदान केंद्र अलग नहीं दिखता".to_owned(),
                out => format!("{} मतदान केंद्र अलग दिखते हैं", votes(out)),
            }
        ),
        BoothSentence::Booths => "मतदान केंद्र".to_owned(),
        BoothSentence::ExpectedVotes => "अनुमानित वोट".to_owned(),
        BoothSentence::CountedVotes => "गिने गए वोट".to_owned(),
        BoothSentence::FollowsNot { who, whose } => {
            format!("हमनाम {who} के वोट मतदान केंद्रों पर {whose} के वोटों के साथ नहीं चलते।")
        }
        BoothSentence::FollowsOpen { who, whose } => {
            format!("मतदान केंद्रों से पता नहीं चलता कि हमनाम {who} के वोट {whose} के वोटों के साथ चलते हैं या नहीं।")
        }
        BoothSentence::Follows { who, whose, lean } => {
            let than = match lean {
                Lean::Alone => "; तुलना के लिए कोई दूसरा छोटा प्रत्याशी नहीं है".to_owned(),
                Lean::Most => ", हर दूसरे छोटे प्रत्याशी से ज़्यादा".to_owned(),
                Lean::MostNearly { near, more } => format!(
                    ", हर दूसरे छोटे प्रत्याशी से ज़्यादा, हालाँकि {}{} पास ही हैं",
                    Wording { language: Language::Hindi, grouping, places: None }.listed(near),
                    if more { " और कुछ दूसरे" } else { "" }
                ),
                Lean::AllBut { more, others } => {
                    format!(", {others} में से {} को छोड़कर हर दूसरे छोटे प्रत्याशी से ज़्यादा", votes(more))
                }
                Lean::AsMuch { more, others } => {
                    format!(", पर {others} में से {} दूसरे छोटे प्रत्याशियों के वोट भी कम से कम उतना ही चलते हैं", votes(more))
                }
            };
            format!("हमनाम {who} के वोट मतदान केंद्रों पर {whose} के वोटों के साथ चलते हैं{than}।")
        }
        BoothSentence::Shown { shown, whose, none, more, others } => {
            let (chance, as_much) = (
                percent(none),
                format!("{} दूसरे छोटे प्रत्याशियों में से {} का झुकाव {whose} के वोटरों की ओर इतना है", votes(others), votes(more)),
            );
            match shown {
                Shown::Confusion => {
                    format!("मतदान केंद्र भ्रम दिखाते हैं: इनमें से एक भी वोट न भटका हो, इसकी संभावना {chance} है, और {as_much}।")
                }
                Shown::NoMoreThanOthers => format!(
                    "मतदान केंद्र अपने आप में भ्रम नहीं दिखाते: एक भी वोट न भटका हो, इसकी संभावना {chance} है, पर {as_much}, और वे किसी के हमनाम नहीं।"
                ),
                Shown::TooFewOthers => format!(
                    "मतदान केंद्र अपने आप में भ्रम नहीं दिखाते: एक भी वोट न भटका हो, इसकी संभावना {chance} है, पर तुलना के लिए {} दूसरे छोटे प्रत्याशी हैं, जो काफ़ी नहीं।",
                    votes(others)
                ),
                Shown::Nothing => {
                    format!("मतदान केंद्र भ्रम नहीं दिखाते: ये सारे वोट अपने समर्थन के हो सकते हैं (संभावना {chance})।")
                }
            }
        }
        BoothSentence::Slope { namesake, principal, votes: polled, booths, per, range } => format!(
            "{namesake} को {} मतदान केंद्रों पर {} वोट मिले। जहाँ {principal} के 100 वोट ज़्यादा और बाक़ी के 100 कम हैं, वहाँ हमनाम के {} ज़्यादा हैं (95 %: {})।",
            votes(booths),
            votes(polled),
            short(per),
            span(range)
        ),
        BoothSentence::SlopeOnRival { principal, per, range } => format!(
            "सबसे मज़बूत प्रतिद्वंद्वी के वोटों के सामने यही: {} (95 %: {}); {principal} के नाम का भ्रम वहाँ कुछ नहीं जोड़ता।",
            short(per),
            span(range)
        ),
        BoothSentence::NoPlacebos { range } => format!(
            "इन आँकड़ों में कोई दूसरा छोटा प्रत्याशी नहीं है, इसलिए आम समर्थन का झुकाव पिछले चुनावों से लिया गया है, और चौड़ा: मुख्य प्रत्याशी के वोटरों में औरों के मुक़ाबले {} गुना वोट।",
            span(range)
        ),
        BoothSentence::PlacebosUntold => {
            "किसी दूसरे छोटे प्रत्याशी के इतने वोट नहीं कि उसके समर्थन का झुकाव ठीक-ठीक पता चले, इसलिए उनसे तुलना मोटी ही है।"
                .to_owned()
        }
        BoothSentence::Placebos { count, untold, tilts, middle, namesake, coming } => {
            let aside = if untold > 0 {
                format!(" (इनमें {} के वोट बहुत कम हैं, उन्हें यहाँ छोड़ा गया)", votes(untold))
            } else {
                String::new()
            };
            format!(
                "तुलना के लिए {} दूसरे छोटे प्रत्याशी{aside}: मुख्य प्रत्याशी के वोटरों में औरों के मुक़ाबले उन्हें {} गुना वोट मिले, बीच वाले को {}; हमनाम को {} गुना। आगे किसी आम प्रत्याशी को: दस में से नौ बार {} गुना।",
                votes(count),
                span(tilts),
                short(middle),
                short(namesake),
                span(coming)
            )
        }
        BoothSentence::DivertedShare { middle, range, closed } => format!(
            "मतदान केंद्रों पर हमनाम के वोटों में भटके हुए: दस में से नौ बार {}, बीच में {}। किसी को भ्रम ही न हुआ हो: संभावना पहले {}, बाद में {}।",
            percents(range),
            percent(middle),
            percent(closed.0),
            percent(closed.1)
        ),
        BoothSentence::RatesAndSupport { rate, own } => format!(
            "सब मतदान केंद्रों पर भ्रम की दर: केंद्रों के आँकड़े देखने से पहले दस में से नौ बार {}, बाद में {}। अपना समर्थन: पहले {} वोट, बाद में {}।",
            percents(rate.0),
            percents(rate.1),
            counts(own.0),
            counts(own.1)
        ),
        BoothSentence::SegmentBySegment { segments } => {
            format!("क्षेत्र के हिसाब से, दोनों के वोटों में हमनाम का हिस्सा, और कोष्ठक में भ्रम की दर: {segments}।")
        }
        BoothSentence::SegmentPart { name, share, rate } => format!("{name} {} ({})", percent(share), percents(rate)),
        BoothSentence::Outside { outside, booths } => {
            let out = if booths.is_empty() {
                "कोई मतदान केंद्र अलग नहीं दिखता।".to_owned()
            } else {
                format!("जो मतदान केंद्र अलग दिखते हैं, जैसे प्रत्याशी का अपना गाँव हो: {}।", booths.join(", "))
            };
            format!(
                "मॉडल के दस में से नौ वाले दायरे से बाहर की गिनतियाँ: {}, जबकि 10 % तक की उम्मीद रहती है। {out}",
                percent(outside)
            )
        }
        BoothSentence::OutlierPart { booth, segment, votes: polled, expected } => {
            format!("{segment} का {booth} ({} वोट, अनुमान {})", votes(polled), short(expected))
        }
        BoothSentence::Postal { postal, booths } => {
            format!("दोनों के डाक वोटों में हमनाम का हिस्सा {} है, मतदान केंद्रों के वोटों में {}।", percent(postal), percent(booths))
        }
        BoothSentence::SlopeIsNoProof => {
            "ऐसा ढलान भ्रम का संकेत है, सबूत नहीं: हमनाम के अपने समर्थक भी वहीं रहते हों, तो भी ऐसा दिखेगा।".to_owned()
        }
    }
}
