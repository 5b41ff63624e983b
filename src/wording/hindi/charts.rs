//! The pictures of a run in Hindi.

use crate::format::Grouping;
use crate::wording::{ChartSentence, Hundred, Term, World};

#[expect(clippy::too_many_lines, reason = "one sentence after another, in one match that lets none be left out")]
pub(super) fn chart(sentence: &ChartSentence<'_>, grouping: Grouping) -> String {
    let votes = |number: u64| grouping.votes(number);
    let whole = |number: i64| grouping.whole(number);
    let percent = |share: f64| grouping.percent(share);
    let short = |number: f64| grouping.figures(number);
    let they = |namesakes: usize| super::terms::term(if namesakes == 1 { Term::Namesake } else { Term::Namesakes });
    match *sentence {
        ChartSentence::Caption { contest, seed, draws, error, synthetic } => {
            let error = error.map_or_else(
                || "किसी में नतीजा नहीं बदला".to_owned(),
                |points| format!("मोंटे कार्लो मानक त्रुटि {} प्रतिशत अंक", short(points)),
            );
            let booths = if synthetic {
                " · मतदान केंद्रों के आँकड़े कृत्रिम हैं"
            } else {
                ""
            };
            format!("{contest}। सीड {seed} · {} सिमुलेशन · {error}{booths}। संभावना सबूत नहीं है।", votes(draws))
        }
        ChartSentence::PolledAhead { polled, margin, namesakes } => {
            format!("{} को {} वोट मिले; जीत का अंतर {} वोटों का था", they(namesakes), votes(polled), votes(margin))
        }
        ChartSentence::VerdictShows { principal, rival, known } => {
            format!(
                "{rival} पर {principal} का अंतर, वोटों में, और इनमें से हर एक उसे कितना बदलता (भटके: दस में से नौ सिमुलेशन, बिंदु माध्यिका); {known}"
            )
        }
        ChartSentence::MadeUpBooths { segments } => {
            format!("एक उदाहरण: {} क्षेत्रों के अनुमानित मतदान केंद्रों पर भटके वोट", votes(segments))
        }
        ChartSentence::Cropped { name, share } => format!("{name} (बीच के {} सिमुलेशन)", percent(share)),
        ChartSentence::MedianIntervals { median } => format!("माध्यिका {}; 50, 80, 95 % अंतराल", whole(median)),
        ChartSentence::FlipsAbove => "0 से ऊपर नतीजा बदलता है".to_owned(),
        ChartSentence::LostBelow => "0 से नीचे सीट जाती है".to_owned(),
        ChartSentence::MarginShows { principal, rival, world, known, margin } => {
            format!("{rival} पर {principal} का अंतर, {}, वोटों में; {known} {}", in_world(world), whole(margin))
        }
        ChartSentence::MarginAlt { principal, rival, world, middle, low, high } => format!(
            "{rival} पर {principal} के अंतर का आरेख, {}: बीच में {}, दस में से नौ सिमुलेशन में {} से {} तक; 0 पर सीट का फ़ैसला पलटता है।",
            in_world(world),
            whole(middle),
            whole(low),
            whole(high)
        ),
        ChartSentence::StillLost { principal, left, namesakes } => {
            format!("{} के सारे वोट मिल जाते, तब भी {principal} की {} वोटों से हार होती", they(namesakes), votes(left))
        }
        ChartSentence::WonBy { principal, margin, namesakes } => {
            format!("{principal} की {} वोटों से जीत हुई: {} की वजह से कोई सीट नहीं गई", votes(margin), they(namesakes))
        }
        ChartSentence::DrawnLevel { principal, namesakes } => {
            format!("{} के सारे वोट मिल जाते, तब भी {principal} को बस बराबरी मिलती", they(namesakes))
        }
        ChartSentence::WouldHaveWon { principal, of_hundred } => {
            format!("भ्रम न होता, तो 100 में से {} सिमुलेशन में {principal} की जीत होती", hundred(of_hundred))
        }
        ChartSentence::CostSeat { principal, of_hundred, namesakes } => {
            format!("100 में से {} सिमुलेशन में {} की वजह से {principal} की सीट गई", hundred(of_hundred), they(namesakes))
        }
        ChartSentence::NoSeatLost => "कोई सीट नहीं गई".to_owned(),
        ChartSentence::CushionOf { margin } => format!("जीत का अंतर {}", votes(margin)),
        ChartSentence::NeededPolled { needed, polled, namesakes } => {
            format!("{} वोट चाहिए थे; {} को {} मिले", votes(needed), they(namesakes), votes(polled))
        }
        ChartSentence::NoneOf { draws } => format!("{} में से किसी सिमुलेशन में नहीं", votes(draws)),
        ChartSentence::AllOf { draws } => format!("सभी {} सिमुलेशन में", votes(draws)),
        ChartSentence::ErrorPoints { points } => format!("± {} प्रतिशत अंक मोंटे कार्लो मानक त्रुटि", short(points)),
        ChartSentence::PolledNeeded { polled, needed, times, namesakes } => {
            let times = times.map_or_else(String::new, |share| format!(", यानी {} गुना", short(share)));
            format!("{} को {} वोट मिले; चाहिए थे {}{times}", they(namesakes), votes(polled), votes(needed))
        }
        ChartSentence::Astray { middle, decide } => {
            let decide =
                decide.map_or_else(String::new, |needed| format!("; {} वोटों से सीट का फ़ैसला पलटता है", votes(needed)));
            format!("बीच के सिमुलेशन में {} वोट भटके{decide}", whole(middle))
        }
        ChartSentence::DivertedShows { principal, draws, namesakes } => {
            format!("{principal} के वे वोट जो {} के खाते में गए, {} सिमुलेशन में", they(namesakes), votes(draws))
        }
        ChartSentence::DivertedAlt { middle, low, high } => format!(
            "भटके हुए वोटों का आरेख: बीच में {}, दस में से नौ सिमुलेशन में {} से {} तक।",
            whole(middle),
            whole(low),
            whole(high)
        ),
        ChartSentence::AllPolled { polled, namesakes } => format!("{} के कुल वोट: {}", they(namesakes), votes(polled)),
        ChartSentence::NeededToFlip { needed } => format!("नतीजा बदलने के लिए: {}", votes(needed)),
        ChartSentence::MedianBooths { least, most } => {
            format!("बीच के मतदान केंद्र पर {} में {} वोट भटके, {} में {}", least.0, short(least.1), most.0, short(most.1))
        }
        ChartSentence::SegmentsShow { principal } => format!(
            "{principal} के भटके वोट, हर मतदान केंद्र का औसत, विधानसभा क्षेत्र के हिसाब से; हर बिंदु एक मतदान केंद्र है, खड़ी रेखा माध्यिका"
        ),
        ChartSentence::SegmentsAlt { medians } => {
            format!("विधानसभा क्षेत्र के हिसाब से हर मतदान केंद्र पर भटके वोट; माध्यिका: {medians}।")
        }
        ChartSentence::NoneFlipped { draws } => {
            format!("{} में से किसी भी सिमुलेशन में नतीजा नहीं बदला", votes(draws))
        }
        ChartSentence::Pinned { draws, half } => {
            format!("{} सिमुलेशन से नतीजा बदलने की संभावना {} प्रतिशत अंक के फेर तक पक्की है", votes(draws), short(half))
        }
        ChartSentence::RunningShows => {
            "नतीजा बदलने की संभावना का चलता अनुमान, 95 % मोंटे कार्लो अंतराल के साथ (लघुगणक पैमाना)".to_owned()
        }
        ChartSentence::RunningAlt { end, draws } => {
            format!("नतीजा बदलने की संभावना का चलता अनुमान {} सिमुलेशन के बाद {end} पर ठहरता है।", votes(draws))
        }
        ChartSentence::WonAgain { principal, ahead } => {
            format!("{principal} की जीत हुई: एक-सी संभावना वाली 100 में से {ahead} गिनतियाँ फिर यही कहती हैं")
        }
        ChartSentence::WinsOfHundred { principal, ahead: 0 } => {
            format!("हर भटका वोट सही जगह गिनने पर भी, एक-सी संभावना वाली 100 में से किसी गिनती में {principal} की जीत नहीं")
        }
        ChartSentence::WinsOfHundred { principal, ahead } => {
            format!("हर भटका वोट सही जगह गिनने पर, एक-सी संभावना वाली 100 में से {ahead} गिनतियों में {principal} की जीत")
        }
        ChartSentence::LosesOfHundred { principal, behind: 0 } => {
            format!("एक-सी संभावना वाली 100 में से किसी गिनती में {principal} की हार नहीं")
        }
        ChartSentence::LosesOfHundred { principal, behind } => {
            format!("एक-सी संभावना वाली 100 में से {behind} गिनतियों में {principal} की हार")
        }
        ChartSentence::DotsShow { principal, rival, world, beyond } => format!(
            "{rival} पर {principal} का अंतर, {}, वोटों में: हर बिंदु सौ में से एक गिनती है{}",
            in_world(world),
            match beyond {
                Some((1, to)) => format!("; किनारे का एक बिंदु असल में {} पर है", whole(to)),
                Some((dots, to)) => format!("; किनारे के {dots} बिंदु और दूर हैं, {} तक", whole(to)),
                None => String::new(),
            }
        ),
        ChartSentence::DotsAlt { behind, ahead, middle } => format!(
            "सौ बिंदु, हर एक एक-सी संभावना वाला अंतर: {behind} शून्य पर या नीचे, {ahead} ऊपर; बीच वाला {}।",
            whole(middle)
        ),
        ChartSentence::Dots { count } => format!("{count} बिंदु"),
        ChartSentence::FlipTook { rate, most, principal, namesakes } => format!(
            "नतीजा बदलने को {principal} के {} वोटरों का भटकना ज़रूरी था; {} के वोटों से {} ही मुमकिन",
            percent(rate),
            they(namesakes),
            percent(most)
        ),
        ChartSentence::TurnsWhere { rate, principal } => {
            format!("{principal} के {} वोटर भटके हों, तो सीट का फ़ैसला पलटता है", percent(rate))
        }
        ChartSentence::LikelyFrom { rate, principal } => {
            format!("{principal} के कम से कम {} वोटर भटके हों, तो नतीजा बदलने की संभावना आधी से ज़्यादा है", percent(rate))
        }
        ChartSentence::LostIfMore { rate, principal } => {
            format!("{principal} के {} से ज़्यादा वोटर भटके, तो सीट जाएगी", percent(rate))
        }
        ChartSentence::RateMarginShows { principal, world } => format!(
            "भ्रम की दर मालूम हो, तो {principal} का अंतर, {}, वोटों में; पट्टी: {}",
            in_world(world),
            match world {
                World::AsMeant => "सिर्फ़ हिसाब, कुछ खुला नहीं",
                World::Recorded => "दर क्षेत्रों और मतदान केंद्रों में कितनी अलग हो, दस में से लगभग नौ बार",
            }
        ),
        ChartSentence::RateFlipShows { principal, world: World::AsMeant } => format!(
            "भ्रम की आम दर मालूम हो, तो हर भटका वोट सही जगह गिनने पर {principal} की जीत की संभावना; खुला बस यह है कि दर क्षेत्रों और केंद्रों में कितनी अलग हो"
        ),
        ChartSentence::RateFlipShows { principal, world: World::Recorded } => format!(
            "भ्रम की आम दर मालूम हो, तो {principal} की सीट जाने की संभावना; पट्टी: दर क्षेत्रों में कितनी अलग हो, दस में से लगभग नौ बार"
        ),
        ChartSentence::RateMarginAlt { even, most } => format!(
            "भ्रम की दर के हिसाब से अंतर की रेखा। वह लगभग {} पर 0 को काटती है; {}।",
            percent(even),
            limit(most, grouping)
        ),
        ChartSentence::RateFlipAlt { even, most, first, last } => format!(
            "भ्रम की दर के हिसाब से नतीजा बदलने की संभावना की रेखा, {} से {} तक, {} पर लगभग आधी; {}।",
            percent(first),
            percent(last),
            percent(even),
            limit(most, grouping)
        ),
        ChartSentence::RateAxis { principal } => format!("भ्रम की दर: {principal} के लिए डाले गए वोटों में से भटके हुए"),
        ChartSentence::NoVoteBeyond { namesakes } => format!("इससे ऊँची दर के लिए {} के पास वोट ही नहीं थे", they(namesakes)),
        ChartSentence::HadTheyVotes { namesakes } => format!("{} के पास इतने वोट होते, तो", they(namesakes)),
        ChartSentence::AllPolledRate { rate, namesakes } => format!("{} के सारे वोट: {}", they(namesakes), percent(rate)),
        ChartSentence::BreakEvenAt { rate } => format!("बराबरी {} पर", percent(rate)),
        ChartSentence::EvenChances { rate } => format!("आधी-आधी संभावना: {}", percent(rate)),
        ChartSentence::TurnsBetween { low, high } => {
            format!("दस में से नौ बार {} और {} के बीच", percent(low), percent(high))
        }
        ChartSentence::LimitMoves { booths, before, after } => {
            format!("{} देखकर भ्रम की दर की 95 % सीमा {} से {} हुई", looked_at(booths), percent(before), percent(after))
        }
        ChartSentence::BeliefShows { principal, booths } => format!(
            "{principal} के लिए डाले गए कितने वोट भटकते हैं, सभी हमनाम प्रत्याशियों को मिलाकर: धूसर, {} देखने से पहले का अनुमान; नीला, बाद का। जितना बड़ा क्षेत्रफल, उतनी ज़्यादा संभावना (लघुगणक पैमाना)",
            looked_at(booths)
        ),
        ChartSentence::BeliefAlt { before, after } => format!(
            "भ्रम की दर के दो बिखराव: दस में से नौ बार पहले {} और {} के बीच, बाद में {} और {} के बीच।",
            percent(before.0),
            percent(before.1),
            percent(after.0),
            percent(after.1)
        ),
        ChartSentence::Before { share, below } => off_the_edge("पहले (धूसर)", share, &percent(below)),
        ChartSentence::After { share, below } => off_the_edge("बाद में (नीला)", share, &percent(below)),
    }
}

/// A name, and what part of it lies left of a picture.
fn off_the_edge(name: &str, share: f64, below: &str) -> String {
    if share < 0.005 { name.to_owned() } else { format!("{name}; {below} से नीचे {:.0} %", 100.0 * share) }
}

fn in_world(world: World) -> &'static str {
    match world {
        World::AsMeant => "हर भटका वोट सही जगह गिनने पर",
        World::Recorded => "दर्ज गिनती के हिसाब से",
    }
}

fn looked_at(booths: bool) -> &'static str {
    if booths { "मतदान केंद्र" } else { "वोट" }
}

fn limit(most: Option<f64>, grouping: Grouping) -> String {
    most.map_or_else(
        || "कोई जोड़ इस दर की सीमा नहीं बाँधता".to_owned(),
        |most| format!("मिले वोटों के हिसाब से यह {} से ज़्यादा नहीं हो सकती", grouping.percent(most)),
    )
}

fn hundred(of_hundred: Hundred) -> String {
    match of_hundred {
        Hundred::FewerThanOne => "1 से भी कम".to_owned(),
        Hundred::About(count) => count.to_string(),
        Hundred::MoreThan99 => "99 से ज़्यादा".to_owned(),
    }
}
