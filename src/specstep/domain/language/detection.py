"""Which language a text is written in."""

import re

# The commonest words of each language that are no words of the others, as far as that goes.
_WORDS = {
    "en": """the and of to is that it for with are this be have from or by we not but they can will must should which
        at on you all their has our if when there who need want would i my an as was so what how""",
    "de": """der die das und ist nicht ein eine einen mit auf für dem den zu sich auch es wir wird werden soll sollen
        muss müssen kann können oder aber von bei nach wenn ich sie haben hat sind im zum zur keine kein nur noch über
        unsere unser""",
    "fr": """le les et est une des du pas pour dans que qui sur nous vous avec par il elle ils sont doit doivent peut
        peuvent être ne au aux ce cette mais ou où je nos notre leur si quand plus sans""",
    "es": """el los las y es una del por para con que en no se su debe deben puede pueden como pero más nos
        nosotros este esta sin cuando hay ser tiene tienen al lo yo queremos necesitamos sus""",
    "nl": """de het een en van is niet dat op te voor met zijn we wij moet moeten kan kunnen ook als maar er aan
        bij naar om of worden wordt geen nog door uit hebben heeft onze ons die deze""",
    "it": """il gli e è una di che non per con del della delle dei nel si deve devono può possono come ma più noi anche
        sono essere questo questa senza quando ha hanno al alla vogliamo nostri le lo""",
    "pt": """o os as e é uma do da dos das que não para com em por se deve devem pode podem como mas mais nós
        este esta sem quando há ser tem têm ao nosso nossa queremos precisamos também um no na""",
}
_LEXICON = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
_SAMPLE_CHARS = 20_000
UNDETERMINED = "und"


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language that most of the text's function words belong to, or "und".

    Only the first 20,000 characters are looked at. A text without function words that is spelt in ASCII letters
    counts as English, since terse English notes often have none.
    """
    sample = text[:_SAMPLE_CHARS]
    words = [match.group().lower() for match in _WORD.finditer(sample)]
    if not words:
        return UNDETERMINED
    letters = sum(len(word) for word in words)
    for language, script in _SCRIPTS:
        if 2 * len(script.findall(sample)) > letters * (0.3 if language == "ja" else 1):
            return language
    scores = {language: sum(word in lexicon for word in words) for language, lexicon in _LEXICON.items()}
    best = max(scores, key=lambda language: (scores[language], language == "en"))
    if scores[best] == 0:
        return "en" if sample.isascii() and any(_looks_english(word) for word in words) else UNDETERMINED
    return best


def _looks_english(word: str) -> bool:
    return word.endswith(("ing", "ed", "tion", "ly", "er", "ers", "s", "app", "tool", "y"))
