//! What is no candidate: the words that forms and tables print where a name could stand, over a
//! column or in front of a row. One list for booth returns and tables of candidates.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a text names that is made of nothing but the words of forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// None of the above.
    Nota,
    /// A sum.
    Total,
    /// Votes found invalid.
    Rejected,
    /// Tendered or test votes, which are not counted in a booth.
    Apart,
    /// Votes sent by post, which belong to no booth.
    Postal,
    /// Over and under votes, write-ins and blank ballots: votes for nobody on the list.
    Nobody,
    /// Registered voters.
    Electors,
    /// Who came to vote, or a part of the electors.
    Turnout,
    /// How many came to vote in all.
    TurnoutTotal,
    /// What follows from the votes: winner, margin, rank, per cent.
    Outcome,
    /// The heading over all the candidates.
    Group,
    /// The number of the booth.
    Booth,
    /// The name of the booth.
    BoothName,
    /// The running number of the row.
    Serial,
}

impl Label {
    /// Whether a row of this label counts no candidate. Words that people bear as names, too, are a
    /// candidate where a party stands beside them.
    pub fn counts_nobody(self, has_party: bool) -> bool {
        match self {
            Label::Total | Label::Rejected | Label::Electors | Label::TurnoutTotal => true,
            Label::Apart | Label::Postal | Label::Nobody | Label::Turnout | Label::Outcome => !has_party,
            Label::Nota | Label::Group | Label::Booth | Label::BoothName | Label::Serial => false,
        }
    }
}

const TOTAL: u32 = 1;
const VALID: u32 = 1 << 1;
const REJECTED: u32 = 1 << 2;
const APART: u32 = 1 << 3;
const ELECTOR: u32 = 1 << 4;
const VOTER: u32 = 1 << 5;
const PART_OF_VOTERS: u32 = 1 << 6;
const NOTA: u32 = 1 << 7;
const WITH: u32 = 1 << 8;
const OUTCOME: u32 = 1 << 9;
const GROUP: u32 = 1 << 10;
const STATION: u32 = 1 << 11;
const SERIAL: u32 = 1 << 12;
const NAME: u32 = 1 << 13;
const NUMBER: u32 = 1 << 14;
const NOBODY: u32 = 1 << 15;
const POLLED: u32 = 1 << 16;
const POSTAL: u32 = 1 << 17;
/// Words that say nothing by themselves.
const FILLER: u32 = 0;

/// The words of forms in English and Hindi, and the commonest in the other languages that forms are printed in.
const WORDS: [(u32, &str); 37] = [
    (TOTAL, "total totals sum grand aggregate subtotal कुल योग महायोग"),
    (VALID, "valid वैध विधिमान्य"),
    (
        REJECTED,
        "retrieved unretrieved reject rejected rejects rejection invalid void spoiled spoilt cancelled missed अस्वीकृत निरस्त अवैध खारिज नाकारलेली नाकारलेले",
    ),
    (APART, "tender tendered tendred tenderd tendere proxy test vvpat निविदत्त"),
    (ELECTOR, "elector electors electorate enrolled registered eligible roll मतदाता निर्वाचक"),
    (VOTER, "voter voters turnout voted मतदान"),
    (PART_OF_VOTERS, "male female men women gender transgender third other tg epic identifying using पुरुष महिला अन्य"),
    (
        NOTA,
        "nota noneoftheabove noneofabove noneofthese noneofthesecandidates नोटा इनमेंसेकोईनहीं उपरोक्तमेंसेकोईनहीं उपर्युक्तमेंसेकोईनहीं",
    ),
    (NOTA, "নোটা નોટા ਨੋਟਾ ନୋଟା நோட்டா నోటా ನೋಟಾ നോട്ട"),
    (WITH, "including excluding include exclude incl excl plus without except"),
    (
        OUTCOME,
        "winner winning winners margin lead leading majority runner runnerup rank position percent percentage pct share swing result विजेता अंतर प्रतिशत",
    ),
    (OUTCOME, "deposit forfeited"),
    (GROUP, "favour favor पक्ष"),
    (
        STATION,
        "polling station stations pollingstation booth booths precinct uik mps pollingst केन्द्र केंद्र मतदानकेन्द्र मतदानकेंद्र बूथ भाग",
    ),
    (STATION | NUMBER, "psno boothno partno stationno"),
    (STATION, "ps part"),
    (SERIAL, "table tables round rounds serial sl sr sn sno slno srno serialno s क्रम क्रमांक क्र"),
    (NAME, "name names नाम"),
    (NUMBER, "no nos number numbers num संख्या नं"),
    (
        NOBODY,
        "overvote overvotes undervote undervotes over under writein writeins scattering scattered blank blanks exhausted absent absentee absentees others",
    ),
    (POLLED, "polled poll"),
    (
        FILLER,
        "of the in for by to and on at or with not up turned came visited vote votes vot cast casted recorded counted count received secured option options detail details",
    ),
    (
        FILLER,
        "evm evms machine from all each page this as per form st his her against what if any candidates candidate",
    ),
    (FILLER, "मत मतों मतो वोट की का के में को और द्वारा पड़े प्राप्त डाले गए गये गये"),
    (FILLER, "assembly constituency segment general election ballot ballots ac pc sheet paper papers"),
    (NAME, "location address building"),
    (OUTCOME, "majorities votesharepercent"),
    (APART, "missing"),
    (
        POSTAL,
        "postal postals service etpb etpbs etpbms pb डाक डाकमतपत्र तपाल तपाली टपाल टपाली ટપાલ தபால் அஞ்சல் పోస్టల్ ಅಂಚೆ തപാൽ ডাক ਡਾਕ ଡାକ",
    ),
    (FILLER, "मतपत्र मतपत्रों मते मतपत्रिका મત મતો વોટ வாக்குகள் வாக்கு ఓట్లు ಮತಗಳು വോട്ടുകൾ ভোট ਵੋਟ ਵੋਟਾਂ ଭୋଟ"),
    (TOTAL, "gt gtotal cf bf brought forward carried overall એકંદરે કુલ एकूण एकुण மொத்தம் మొత్తం ಒಟ್ಟು ആകെ মোট ਕੁੱਲ ਜੋੜ ମୋଟ সর্বমোট"),
    (OUTCOME, "difference differences diff average avg mean median maximum minimum max min highest lowest"),
    (
        STATION,
        "મથક મતદાનમથક મતદાન வாக்குச்சாவடி வாக்குச்சாவடியின் పోలింగ్ స్టేషన్ పోలింగ్కేంద్రం ಮತಗಟ್ಟೆ ಮತಗಟ್ಟೆಯ ভোটকেন্দ্র বুথ പോളിംഗ് സ്റ്റേഷൻ ബൂത്ത് ਪੋਲਿੰਗ ਸਟੇਸ਼ਨ ਬੂਥ ବୁଥ ମତଦାନକେନ୍ଦ୍ର",
    ),
    (NUMBER, "ક્રમાંક નંબર எண் సంఖ్య నంబర్ నెం ಸಂಖ್ಯೆ নম্বর সংখ্যা നമ്പർ ਨੰਬਰ ସଂଖ୍ୟା"),
    (
        NOTA,
        "notanyoftheabove notanyofthese वरीलपैकीएकहीनाही वरीलपैकीकोणीहीनाही यापैकीकोणीहीनाही ઉપરમાંથીકોઈનહીં ઉપરોક્તમાંથીકોઈનહીં ઉપરોક્તપૈકીકોઈનહીં યાદીમાંનુંકોઈનહીં",
    ),
    (
        NOTA,
        "யாருக்கும்வாக்களிக்கவில்லை யாருக்கும்வாக்கில்லை இவர்களில்எவருமில்லை மேற்கண்டஎவருமில்லை పైవారెవరూకాదు పైవారిలోఎవరూకాదు ಮೇಲಿನಯಾರೂಅಲ್ಲ ಮೇಲಿನವರುಯಾರೂಅಲ್ಲ উপরেরকেউনয় উপরোক্তকেউনয় ഇവരിൽആരുമല്ല ഇവരാരുമല്ല ਇਹਨਾਂਵਿੱਚੋਂਕੋਈਨਹੀਂ ଉପରୋକ୍ତମଧ୍ୟରୁକେହିନୁହେଁ",
    ),
    (TOTAL, "सकल समस्त"),
];

/// Words of one kind or another that begin with a letter.
type Words = Vec<(Vec<char>, u32)>;

/// The same words by the letter they begin with, so that a name is found to be none at its first letter.
static BEGINNING_WITH: LazyLock<BTreeMap<char, Words>> = LazyLock::new(|| {
    let mut words: BTreeMap<char, Words> = BTreeMap::new();
    for (kind, line) in WORDS {
        for word in line.split(' ') {
            let letters: Vec<char> = word.chars().collect();
            words.entry(letters[0]).or_default().push((letters, kind));
        }
    }
    words
});

/// What a text names; `None` where a word of it is a word of no form, such as a name.
pub(super) fn label(text: &str) -> Option<Label> {
    let share = |word: &str| ["pct", "percent", "percentage"].iter().any(|share| word.eq_ignore_ascii_case(share));
    if text.contains('%') || text.split(|sign: char| !sign.is_alphanumeric()).any(share) {
        return Some(Label::Outcome);
    }
    let long = text.chars().filter(|sign| sign.is_alphabetic()).count() > 1;
    decided(kinds(text).or_else(|| kinds(&mended(text)?))?, long)
}

/// A heading with its misspelt words put right ("No. of Tentered Votes"): words one letter away from a word of forms. Only where
/// "votes" or "number" stands in it too, which names do not have.
fn mended(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|sign: char| !sign.is_ascii_alphabetic()).filter(|word| !word.is_empty()).collect();
    let counts = |word: &&str| ["votes", "vote", "no", "nos", "number", "total"].contains(word);
    if text.len() > 400 || !words.iter().any(counts) {
        return None;
    }
    let right = |word: &&str| {
        let known = BEGINNING_WITH.get(&word.chars().next()?)?;
        let is = |(letters, _): &(Vec<char>, u32)| letters.iter().copied().eq(word.chars());
        if known.iter().any(is) {
            return Some((*word).to_owned());
        }
        let near = |(letters, _): &(Vec<char>, u32)| {
            let letters: String = letters.iter().collect();
            let long = letters.len() >= 5 && word.len() >= 5;
            (long && strsim::osa_distance(&letters, word) == 1).then_some(letters)
        };
        known.iter().find_map(near)
    };
    let mended: Option<Vec<String>> = words.iter().map(right).collect();
    mended.map(|words| words.join(" "))
}

fn decided(kinds: u32, long: bool) -> Option<Label> {
    let has = |kind: u32| kinds & kind != 0;
    let of_station = has(STATION) && !has(ELECTOR | VALID | REJECTED | APART | POSTAL | OUTCOME | TOTAL);
    Some(if has(OUTCOME) {
        Label::Outcome
    } else if has(GROUP) {
        Label::Group
    } else if has(NOTA) && !has(VALID | WITH) {
        Label::Nota
    } else if of_station {
        if has(NAME) && !has(NUMBER | SERIAL) { Label::BoothName } else { Label::Booth }
    } else if has(VALID) {
        Label::Total
    } else if has(REJECTED) {
        Label::Rejected
    } else if has(POSTAL) {
        Label::Postal
    } else if has(APART) {
        Label::Apart
    } else if has(NOBODY) {
        Label::Nobody
    } else if has(ELECTOR) {
        if has(PART_OF_VOTERS) { Label::Turnout } else { Label::Electors }
    } else if has(VOTER) {
        if has(TOTAL) { Label::TurnoutTotal } else { Label::Turnout }
    } else if has(PART_OF_VOTERS) {
        Label::Turnout
    } else if has(TOTAL) {
        Label::Total
    } else if has(SERIAL) && (has(NUMBER) || long) {
        Label::Serial
    } else {
        return None;
    })
}

/// The kinds of all the words of a text, where every one is known. Words that a program tore apart
/// (`reject ed`, `N O T A`) are put together again; short ones must stand alone, because they begin
/// many a name.
fn kinds(text: &str) -> Option<u32> {
    // Longer texts are no headings; `place` and time would grow with them.
    if text.len() > 400 {
        return None;
    }
    // Nearly every text that is asked about is a name, and its first letters say so.
    let letter = |sign: &char| sign.is_alphabetic() || is_sign_of_letter(*sign);
    let mut rest = text.chars().filter(letter).flat_map(char::to_lowercase);
    let words = BEGINNING_WITH.get(&rest.next()?)?;
    let begins = |(word, _): &(Vec<char>, u32)| rest.clone().take(word.len() - 1).eq(word[1..].iter().copied());
    if !words.iter().any(begins) {
        return None;
    }
    let (mut letters, mut starts): (Vec<char>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut before = ' ';
    for sign in text.chars() {
        let letter = sign.is_alphabetic() || is_sign_of_letter(sign);
        let begins = !(before.is_alphabetic() || is_sign_of_letter(before));
        if letter && (begins || before.is_lowercase() && sign.is_uppercase()) {
            starts.push(letters.len());
        }
        if letter {
            letters.extend(sign.to_lowercase());
        }
        before = sign;
    }
    starts.push(letters.len());
    if letters.is_empty() {
        return None;
    }
    // For every place, the kinds of the words that lead there.
    let mut reached: Vec<Option<u32>> = vec![None; letters.len() + 1];
    reached[0] = Some(0);
    for at in 0..letters.len() {
        let Some(kinds) = reached[at] else { continue };
        for (word, kind) in BEGINNING_WITH.get(&letters[at]).into_iter().flatten() {
            let end = at + word.len();
            let alone = || starts.binary_search(&at).is_ok() && starts.binary_search(&end).is_ok();
            let there = letters.get(at..end) == Some(word.as_slice()) && (word.len() >= 4 || alone());
            if there && reached[end].is_none_or(|known| known < kinds | kind) {
                reached[end] = Some(kinds | kind);
            }
        }
    }
    reached[letters.len()]
}

/// Vowel signs and joiners of Indian scripts, which are no letters by themselves.
fn is_sign_of_letter(sign: char) -> bool {
    matches!(u32::from(sign), 0x900..=0xd7f) && !sign.is_numeric() && !matches!(sign, '\u{964}' | '\u{965}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_forms_are_known_however_they_are_torn() {
        let cases = [
            (
                Label::Booth,
                "Serial No. and Name of Polling Station|P.S. No.|No Polling St.|No. & Name of Polling Station|Sr.No. of Polling Station|Sl. No.of Polling Station|Serial  No.of  Polling Station|Serial No. of Polling Station 1|Polling Station|Booth No|Part No|precinct|मतदान केन्द्र संख्या|मतदान केंद्र क्रमांक",
            ),
            (Label::BoothName, "Name of Polling Station|Part Name|Booth Name"),
            (
                Label::Total,
                "valid|No. Of Valied Votes|Total Valid Votes|No. of valid votes|Total of Valid Votes|Total|Total Votes|Grand Total|Total  Of  Valid  Votes  Tendred|sum|Page Total|कुल|योग|कुल वैध मत|Total valid votes (including NOTA)|TOTAL OF EVM VOTES|Total Votes Polled|G.T.|C/F|Brought Forward|மொத்தம்|మొత్తం|एकूण",
            ),
            (
                Label::Rejected,
                "No. of Rejected Votes|No. of reject ed Votes (Test Votes)|No. of Rejecte d Votes|No. of reje cted votes|Void Votes|invalid votes|No. of rejected votes (Test Vot|अस्वीकृत मत",
            ),
            (
                Label::Apart,
                "No. of tende red votes|No.of Tentered Votes|Total No. of tendered votes|Number of tendered votes|Tender Votes|No. of Test Votes (VVPAT)|Test votes",
            ),
            (
                Label::Postal,
                "Postal Votes|No. of votes recorded on Postal Ballot Papers|PB|P.B.|ETPBS|Service Votes|डाक मतपत्र|तपाल मते",
            ),
            (
                Label::Nota,
                "NOTA|N O T A|NOTA 5|of NOTA Options|Votes for 'NOTA' Option|Votes for NOTA' Option|\"None of the Above\" (NOTA)|NOTA (NONE OF THE ABOVE)|None Of  The Above|नोटा|इनमें से कोई नहीं|Not any of the above|वरीलपैकी एकही नाही|இவர்களில் எவருமில்லை",
            ),
            (Label::Electors, "Electors|Total No. of electors|Registered Voters|Total Electors"),
            (Label::Turnout, "Male|Female|Third Gender|Voters Turnout|Other|No of voters identifying using EPIC"),
            (Label::Outcome, "Winner|Margin|Ram Lal %|percentage of votes|Rank|Difference|Average|Max"),
            (Label::Nobody, "Over Votes|Undervotes|Write-ins|Write-in|Absent|Blank votes|Scattering|Others"),
            (Label::Group, "No. of valid votes cast in favour of|NO. OF VALID VOTES CAST IN FAVOUR OF CANDIDATE"),
            (Label::Serial, "Sl No|Sr. No.|Serial No|Table No.|Table Serial No.|Round Number"),
        ];
        for (wanted, texts) in cases {
            for text in texts.split('|') {
                assert_eq!(label(text), Some(wanted), "{text}");
            }
        }
    }

    #[test]
    fn names_are_no_labels() {
        for name in [
            "RANKA",
            "NOOR",
            "SUMIN",
            "SUMA",
            "TOTA RAM",
            "RAJ MALE",
            "HEMA MALINI",
            "NOTARY S MURTHY",
            "VALID KHAN",
            "BLANK PAUL",
            "Suman",
            "S",
            "M.HARISH",
            "POSTALWALA",
            "",
            "5",
            "*",
            "OVERTON",
            "PARTAP",
            "C1",
        ] {
            assert_eq!(label(name), None, "{name}");
        }
    }
}
