//! Assumptions in Hindi.

use crate::format::Grouping;
use crate::stats::RateLaw;
use crate::wording::Basis;

pub(super) fn basis(basis: &Basis<'_>, grouping: Grouping) -> String {
    let percent = |share: f64| grouping.percent(share);
    let short = |number: f64| grouping.figures(number);
    match *basis {
        Basis::Stated => "परिदृश्य में बताया गया".to_owned(),
        Basis::Set => "कमांड लाइन पर दिया गया".to_owned(),
        Basis::ByDefinition => "भटके हुए वोट, परिभाषा से, मूल प्रत्याशी को लौटते हैं, जब तक कुछ और न बताया जाए".to_owned(),
        Basis::OfIndia { country } => {
            format!("भारत के चुनावों से: {country} के आँकड़े न होने से वही लिए गए")
        }
        Basis::MeanOfKinds { between } => format!(
            "भारत के जिन मतपत्रों के चुनाव आँके गए, उनका औसत और उनके बीच का फ़र्क़ (लॉग-ऑड्स पर {}): इस तरह के मतपत्र वाला कोई चुनाव आँका नहीं गया",
            short(between)
        ),
        Basis::MedianOfIndependents { count } => format!("इस सीट के {count} आम निर्दलीयों की माध्यिका"),
        Basis::SegmentSpread { sd } => format!("विधानसभा क्षेत्रों के बीच, दर के लघुगणक पर {sd}"),
        Basis::BoothSpread { cv } => format!("एक क्षेत्र के मतदान केंद्रों के बीच {cv}"),
        Basis::Law { law } => self::law(law, grouping),
        Basis::LawOfAll { law } => format!("{}, हर हमनाम की", self::law(law, grouping)),
        Basis::ByName { similarity, photos, family, among, law, open } => format!(
            "नाम से (समानता {}{}{}{}): {}; भ्रम मुमकिन होने की संभावना {}",
            short(similarity),
            if family { ", सिर्फ़ कुलनाम से" } else { "" },
            if photos { ", मतपत्र पर फ़ोटो" } else { "" },
            if among > 1 { format!(", {among} हमनामों में से एक") } else { String::new() },
            self::law(law, grouping),
            short(open)
        ),
        Basis::BySymbol { similarity, new, law } => format!(
            "चुनाव चिह्न से (समानता {}, {}): {}",
            short(similarity),
            if new { "नया" } else { "पुराना और जाना-पहचाना" },
            self::law(law, grouping)
        ),
        Basis::Slope { scale } => format!("अर्ध-सामान्य, समानता की हर इकाई पर लॉग-ऑड्स में {scale}"),
        Basis::SupportFixed => "इरादे के वोट जैसे बताए गए वैसे ही माने गए".to_owned(),
        Basis::SupportVaries { contest, segment, booth } => {
            format!("पूरी सीट {contest}, क्षेत्र {segment}, मतदान केंद्र {booth} (लघुगणक अनुपात)")
        }
        Basis::Booths { mean, sd, least, most } => {
            format!("मतदान केंद्रों के आँकड़े कृत्रिम हैं: आकार सामान्य वितरण ({mean}, {sd}), {least} से {most}, मालूम जोड़ से मिलाए गए")
        }
        Basis::BoothShares { sd } => format!("बड़े प्रत्याशी का हिस्सा मतदान केंद्रों के बीच {sd} तक बदलता है"),
        Basis::Tilt { degrees, location, location_sd, scale, scale_sd } => format!(
            "मुख्य प्रत्याशी के वोटरों की ओर आम समर्थन का झुकाव: लघुगणक पर स्टूडेंट t (df {degrees}), इसका केंद्र {location} (sd {location_sd}) और पैमाना {scale} (लघुगणक पर sd {scale_sd}), सीट के दूसरे छोटे प्रत्याशियों को देखने से पहले"
        ),
        Basis::Counts { others_sd, principal_sd, ln_size, ln_size_sd, minor } => format!(
            "अपना समर्थन क्षेत्रों के बीच लघुगणक पर औरों में {others_sd} और मुख्य प्रत्याशी के वोटरों में {principal_sd} बदलता है; एक केंद्र की गिनती का प्रसरण = औसत + औसत^2 / आकार, ln आकार {ln_size} (sd {ln_size_sd}); जिसे {} से कम वोट मिले वह छोटा प्रत्याशी है",
            percent(minor)
        ),
        Basis::TypicalVotes { votes } => format!("{} वोट", short(votes)),
        Basis::OwnSupport { degrees, location, scale, low, high, .. } => format!(
            "अपना समर्थन = आम निर्दलीय के वोट × exp(स्टूडेंट t: df {degrees}, {location}, {}): 90 % बार {} से {} वोट",
            short(scale),
            grouping.whole(low),
            grouping.whole(high)
        ),
        Basis::Control { mean, shape, spread, low, high, .. } => format!(
            "अपना समर्थन तुलना के वोटों से: गामा (औसत {}, आकार {}) × exp(सामान्य, sd {}) के आसपास पॉइसन: 90 % बार {} से {} वोट",
            short(mean),
            short(shape),
            short(spread),
            grouping.whole(low),
            grouping.whole(high)
        ),
        Basis::GoesTo { shares: [principal, rival, others, nota, home] } => format!(
            "हमनाम न होता, तो उसके अपने समर्थक यहाँ जाते: मुख्य प्रत्याशी {}, प्रतिद्वंद्वी {}, दूसरे {}, नोटा {}, वोट नहीं डालते {}",
            percent(principal),
            percent(rival),
            percent(others),
            percent(nota),
            percent(home)
        ),
    }
}

/// A rate's law in words.
fn law(law: &RateLaw, grouping: Grouping) -> String {
    let percent = |share: f64| grouping.percent(share);
    match *law {
        RateLaw::Fixed(rate) => format!("तय, {}", percent(rate)),
        RateLaw::Uniform { low, high } => format!("{} से {} तक कुछ भी", percent(low), percent(high)),
        RateLaw::Logit { .. } | RateLaw::Beta { .. } => format!(
            "माध्यिका {}, 90 % बार {} से {}",
            percent(law.quantile(0.5)),
            percent(law.quantile(0.05)),
            percent(law.quantile(0.95))
        ),
    }
}
