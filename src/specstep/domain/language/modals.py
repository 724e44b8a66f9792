"""The small words that make a verb binding, possible or wished for."""

from specstep.domain.language.values import Modality

MODALITIES = {
    "must": Modality.MUST, "shall": Modality.MUST, "mustn't": Modality.MUST_NOT, "shan't": Modality.MUST_NOT,
    "cannot": Modality.MUST_NOT, "can't": Modality.MUST_NOT, "needn't": Modality.IS,
    "should": Modality.SHOULD, "shouldn't": Modality.SHOULD, "ought": Modality.SHOULD,
    "could": Modality.COULD, "might": Modality.COULD, "couldn't": Modality.COULD,
    "can": Modality.CAN, "may": Modality.CAN,
    "will": Modality.WILL, "won't": Modality.WILL, "would": Modality.WILL, "wouldn't": Modality.WILL,
}  # fmt: skip
BE = frozenset(["am", "is", "are", "was", "were", "be", "been", "being", "isn't", "aren't", "wasn't", "weren't"])
HAVE = frozenset(["has", "have", "had", "hasn't", "haven't", "hadn't"])
DO = frozenset(["do", "does", "did", "don't", "doesn't", "didn't"])
NEGATIONS = frozenset({"not", "never"})
SHORT_PRONOUNS = {
    "i'd": "would", "we'd": "would", "they'd": "would", "it'd": "would", "you'd": "would", "i'll": "will",
    "we'll": "will", "they'll": "will", "it'll": "will", "you'll": "will", "he'll": "will", "she'll": "will",
    "it's": "is", "that's": "is", "there's": "is", "he's": "is", "she's": "is", "what's": "is", "we're": "are",
    "they're": "are", "you're": "are", "i'm": "am", "we've": "have", "they've": "have", "i've": "have",
    "you've": "have",
}  # fmt: skip
TO_PHRASES = {
    "has": Modality.MUST, "have": Modality.MUST, "need": Modality.MUST, "needs": Modality.MUST,
    "want": Modality.WANT, "wants": Modality.WANT, "ought": Modality.SHOULD, "wish": Modality.WANT,
    "like": Modality.WANT, "love": Modality.WANT, "wishes": Modality.WANT, "prefer": Modality.WANT,
}  # fmt: skip
ABLE = {"able": Modality.CAN, "allowed": Modality.CAN, "permitted": Modality.CAN, "supposed": Modality.SHOULD,
         "expected": Modality.SHOULD, "required": Modality.MUST, "obliged": Modality.MUST, "forbidden": Modality.MUST_NOT,
         "free": Modality.CAN}  # fmt: skip
