//! Warnings in Hindi.

use crate::format::Grouping;
use crate::wording::Caution;

pub(super) fn caution(caution: &Caution<'_>, grouping: Grouping) -> String {
    let votes = |number: u64| grouping.votes(number);
    let short = |number: f64| grouping.figures(number);
    match *caution {
        Caution::NotReached { goal, draws, reached } => format!(
            "माँगी गई मानक त्रुटि, {} प्रतिशत अंक, नहीं मिली: {} सिमुलेशन के बाद वह {} प्रतिशत अंक है। और सिमुलेशन चलाएँ।",
            short(goal),
            votes(draws),
            short(reached)
        ),
        Caution::FewEffective { effective } => format!(
            "भारित सिमुलेशन में नतीजा बदलने के मामले सिर्फ़ {} के बराबर मिले: संभावना मानक त्रुटि से ज़्यादा भी ग़लत हो सकती है। और सिमुलेशन चलाएँ।",
            short(effective)
        ),
        Caution::NotFound => "भारित सिमुलेशन वह जगह नहीं खोज पाए जहाँ नतीजा बदलता है, इसलिए सिर्फ़ सीधे सिमुलेशन गिने गए हैं, जो आधे हैं।".to_owned(),
        Caution::NeitherFirstNorSecond { name } => format!(
            "{name} न पहले स्थान पर हैं, न दूसरे पर: तब हमनाम के अपने समर्थक किधर जाते, इससे बाक़ी दोनों पर असर पड़ता है, और यह एक अनुमान है।"
        ),
        Caution::RateCannotBe { name, votes: polled } => format!(
            "यह दर हो ही नहीं सकती: तब {name} को {} से ज़्यादा वोट मिले होते। आगे जो लिखा है वह इसी जोड़ की सीमा है, सबूत नहीं।",
            votes(polled)
        ),
        Caution::RateStated => {
            "भ्रम की दर परिदृश्य में बताई गई है, आँकी नहीं गई: संभावना तभी ठीक है जब वह दर ठीक हो।".to_owned()
        }
        Caution::RateSet => {
            "भ्रम की दर कमांड लाइन पर दी गई है, आँकी नहीं गई: संभावना तभी ठीक है जब वह दर ठीक हो।".to_owned()
        }
        Caution::BallotNotFitted { factor } => format!(
            "इस तरह के मतपत्र वाला कोई चुनाव आँका नहीं गया; दर {} गुना तक कम या ज़्यादा हो सकती है।",
            short(factor)
        ),
        Caution::FamilyNameNotFitted => "सिर्फ़ कुलनाम से हमनाम प्रत्याशी आँके नहीं गए; समानता कुलनामों की और पूरे नामों की समानता के बीच की मानी गई है।".to_owned(),
        Caution::PriorsOfIndia { country } => format!(
            "वोटरों के बारे में जो माना गया है और परिदृश्य में नहीं लिखा, वह भारत के चुनावों से आँका गया है; {country} के आँकड़े न होने से वही लिया गया है।"
        ),
        Caution::SupportGuessed { share, abroad } => format!(
            "कोई आम निर्दलीय मैदान में नहीं था या सूची में नहीं है: हमनाम का अपना समर्थन {}पिछले चुनावों से आँका गया है, वैध वोटों का {}, और दायरा चौड़ा रखा गया है।",
            if abroad { "भारत के " } else { "" },
            grouping.percent(share)
        ),
        Caution::BoothsAssumed { booths, size, of_india } => format!(
            "मतदान केंद्रों की संख्या मालूम नहीं: {} माने गए हैं, हर एक पर {} वोट{}।",
            votes(booths),
            short(size),
            if of_india { ", जैसे भारत में" } else { "" }
        ),
        Caution::BoothsSynthetic => "मतदान केंद्रों के आँकड़े कृत्रिम हैं: आम आकार के बनाए गए और मालूम जोड़ से मिलाए गए। किसी एक केंद्र के बारे में जो लिखा है वह बस उदाहरण है।".to_owned(),
        Caution::TooManyBooths => {
            "मतदान केंद्र इतने हैं कि हर एक का पूरा बिखराव नहीं रखा जा सकता: booths.csv में सिर्फ़ औसत हैं।".to_owned()
        }
        Caution::Clipped { draws } => format!(
            "{} बार किसी क्षेत्र में दर इतनी ऊँची थी कि केंद्रों के बीच बताए गए जितनी अलग नहीं हो सकी; जितनी हो सकी, उतनी हुई।",
            votes(draws)
        ),
        Caution::NothingReturns => {
            "`return_share` का यहाँ कोई असर नहीं: आने वाले चुनाव में वोट वैसे ही लिखे हैं जैसे डाले जाने थे, इसलिए भटका हुआ हर वोट प्रत्याशी का ही था।".to_owned()
        }
        Caution::NothingShifted => {
            "महत्त्व-प्रतिचयन आने वाले चुनावों के लिए है; यह चुनाव हो चुका है, इसकी संभावना सीधे निकाली जाती है, और इसके सिमुलेशन सादे हैं।".to_owned()
        }
        Caution::RivalAtMost { rival, own, most, short } => format!(
            "{rival} के नाम का भी कोई मैदान में था, जिसे {} वोट मिले: यहाँ के सारे वोट लौट आएँ, तब भी नतीजा तभी बदलता है जब उनमें से ज़्यादा से ज़्यादा {} {short} के लिए रहे हों।",
            votes(own),
            votes(most)
        ),
        Caution::RivalAllTheSame { rival, own } => format!(
            "{rival} के नाम का भी कोई मैदान में था, जिसे {} वोट मिले; वे सब लौट आएँ, तब भी हिसाब से नतीजा बदल सकता है।",
            votes(own)
        ),
        Caution::NotLearned { why } => format!("मतदान केंद्रों के आँकड़ों से कुछ नहीं सीखा गया: {why}।"),
        Caution::Uneven { pareto } => format!(
            "मतदान केंद्रों के मॉडल के नमूने असमान हैं (पैरेटो k {}, 0.7 से ऊपर): इसके अंतराल मोटे तौर पर लें।",
            short(pareto)
        ),
        Caution::FewPlacebos { count } => format!(
            "आम समर्थन का झुकाव सिर्फ़ {} दूसरे छोटे प्रत्याशियों से पता चला, इसलिए अंतराल चौड़े हैं।",
            votes(count)
        ),
    }
}
