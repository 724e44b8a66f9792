"""What the terminal says around a talk, in the language of the talk."""

import attrs

from specstep.domain.interviews.phases import ORDER
from specstep.domain.interviews.topics import TOPICS
from specstep.domain.interviews.values import FactKind, Phase


@attrs.frozen(kw_only=True)
class Words:
    """The little texts of one language. `kinds` and `phases` follow the order of their enumerations."""

    hint: str
    why: str
    recommended: str
    takes_it: str
    assumed: str
    taken: str
    nothing_taken: str
    no_advice: str
    no_more: str
    unread: str
    you_said: str
    instead: str
    nothing_to_correct: str
    finished: str
    add_later: str
    saved: str
    counted: str
    agreed: str
    still_open: str
    stakes: str
    levels: tuple[str, str, str]
    kinds: tuple[str, ...]
    phases: tuple[str, ...]
    topics: tuple[str, ...]

    def topic(self, key: str) -> str:
        """What a topic is called."""
        return self.topics[list(TOPICS).index(key)]

    def kind(self, kind: FactKind) -> str:
        """What a kind of fact is called."""
        return self.kinds[list(FactKind).index(kind)]

    def phase(self, phase: Phase) -> str:
        """What a phase is called."""
        return self.phases[ORDER.index(phase)]


ENGLISH = Words(
    hint="Enter takes the recommended answer; /help shows what else can be typed.",
    why="Why",
    recommended="Recommended",
    takes_it="Enter takes it",
    assumed="assumed",
    taken="I took from that (/fix or /reject what is wrong):",
    nothing_taken="Nothing has been taken yet.",
    no_advice="Nothing can be recommended yet: please write a sentence or two.",
    no_more="I have no further question. Enter finishes; or add what is missing.",
    unread="What you said is saved. Enter tries again to read it.",
    you_said="You said",
    instead="What should it have been? (Enter alone keeps it)",
    nothing_to_correct="There is no answer to correct yet.",
    finished="The interview is finished",
    add_later="To add to it later:",
    saved="Everything is saved. To carry on:",
    counted="Statements of yours: {said}; assumptions: {assumed}.",
    agreed="Assumed",
    still_open="Still open",
    stakes="stakes",
    levels=("low", "medium", "high"),
    kinds=tuple(kind.value for kind in FactKind),
    phases=tuple(phase.value for phase in ORDER),
    topics=tuple(topic.label for topic in TOPICS.values()),
)
LANGUAGES = {
    "en": ENGLISH,
    "de": Words(
        hint="Enter übernimmt die empfohlene Antwort; /help zeigt, was man sonst tippen kann.",
        why="Warum",
        recommended="Empfohlen",
        takes_it="Enter übernimmt es",
        assumed="angenommen",
        taken="Das habe ich daraus entnommen (/fix oder /reject, was nicht stimmt):",
        nothing_taken="Noch ist nichts entnommen.",
        no_advice="Noch lässt sich nichts empfehlen: bitte schreiben Sie ein oder zwei Sätze.",
        no_more="Ich habe keine weitere Frage. Enter beendet; oder ergänzen Sie, was fehlt.",
        unread="Was Sie sagten, ist gespeichert. Enter versucht noch einmal, es zu lesen.",
        you_said="Sie sagten",
        instead="Was hätte es heißen sollen? (Enter allein lässt es, wie es ist)",
        nothing_to_correct="Es gibt noch keine Antwort zu berichtigen.",
        finished="Das Gespräch ist beendet",
        add_later="Um später etwas zu ergänzen:",
        saved="Alles ist gespeichert. So geht es weiter:",
        counted="Aussagen von Ihnen: {said}; Annahmen: {assumed}.",
        agreed="Angenommen",
        still_open="Noch offen",
        stakes="Einsatz",
        levels=("niedrig", "mittel", "hoch"),
        kinds=("Ziel", "Beteiligte", "Bedarf", "Regel", "Grenze", "Güte", "Daten", "Entscheidung", "Umstand",
               "nicht gewollt", "später", "Frage", "nebenbei"),
        phases=("Vision", "Anforderungen", "Architektur", "Rückblick"),
        topics=("Zweck", "Beteiligte", "Fähigkeiten", "Regeln", "Nicht gewollt", "Erfolg", "Daten", "Last", "Güte",
                "Sicherheit und Datenschutz", "Recht", "Geld", "Was es schon gibt", "Nachbarsysteme", "Wo es läuft",
                "Leute und Zeit", "Geräte und Sprachen", "Wenn etwas schiefgeht", "Schon entschieden"),
    ),
    "fr": Words(
        hint="Entrée prend la réponse recommandée ; /help montre ce qu'on peut taper d'autre.",
        why="Pourquoi",
        recommended="Recommandé",
        takes_it="Entrée l'accepte",
        assumed="supposé",
        taken="J'en ai retenu (/fix ou /reject ce qui est faux) :",
        nothing_taken="Rien n'a encore été retenu.",
        no_advice="Rien ne peut encore être recommandé : écrivez une phrase ou deux.",
        no_more="Je n'ai plus de question. Entrée termine ; ou ajoutez ce qui manque.",
        unread="Ce que vous avez dit est enregistré. Entrée essaie encore de le lire.",
        you_said="Vous avez dit",
        instead="Qu'est-ce que cela aurait dû être ? (Entrée seule le garde)",
        nothing_to_correct="Il n'y a pas encore de réponse à corriger.",
        finished="L'entretien est terminé",
        add_later="Pour compléter plus tard :",
        saved="Tout est enregistré. Pour continuer :",
        counted="Énoncés de vous : {said} ; hypothèses : {assumed}.",
        agreed="Supposé",
        still_open="Encore ouvert",
        stakes="enjeux",
        levels=("faibles", "moyens", "élevés"),
        kinds=("but", "acteur", "besoin", "règle", "limite", "qualité", "données", "décision", "contexte",
               "exclu", "plus tard", "question", "en passant"),
        phases=("vision", "exigences", "architecture", "relecture"),
        topics=("But", "Utilisateurs", "Capacités", "Règles", "Exclu", "Réussite", "Données", "Charge", "Qualité",
                "Sécurité et vie privée", "Droit", "Argent", "Ce qui existe", "Systèmes voisins", "Où il fonctionne",
                "Équipe et temps", "Appareils et langues", "En cas de panne", "Déjà décidé"),
    ),
    "es": Words(
        hint="Intro toma la respuesta recomendada; /help muestra qué más se puede escribir.",
        why="Por qué",
        recommended="Recomendado",
        takes_it="Intro la toma",
        assumed="supuesto",
        taken="De eso he tomado (/fix o /reject lo que no sea así):",
        nothing_taken="Aún no se ha tomado nada.",
        no_advice="Aún no se puede recomendar nada: escriba una o dos frases.",
        no_more="No tengo más preguntas. Intro termina; o añada lo que falte.",
        unread="Lo que dijo está guardado. Intro vuelve a intentar leerlo.",
        you_said="Usted dijo",
        instead="¿Qué debería haber sido? (solo Intro lo deja así)",
        nothing_to_correct="Aún no hay respuesta que corregir.",
        finished="La entrevista ha terminado",
        add_later="Para añadir algo después:",
        saved="Todo está guardado. Para seguir:",
        counted="Afirmaciones suyas: {said}; supuestos: {assumed}.",
        agreed="Supuesto",
        still_open="Aún abierto",
        stakes="riesgo",
        levels=("bajo", "medio", "alto"),
        kinds=("objetivo", "actor", "necesidad", "regla", "límite", "calidad", "datos", "decisión", "contexto",
               "excluido", "más tarde", "pregunta", "aparte"),
        phases=("visión", "requisitos", "arquitectura", "repaso"),
        topics=("Propósito", "Usuarios", "Capacidades", "Reglas", "Excluido", "Éxito", "Datos", "Carga", "Calidad",
                "Seguridad y privacidad", "Derecho", "Dinero", "Lo que existe", "Sistemas vecinos", "Dónde funciona",
                "Equipo y tiempo", "Aparatos e idiomas", "Cuando algo falla", "Ya decidido"),
    ),
}  # fmt: skip


def words_for(language: str) -> Words:
    """The texts of a language (ISO 639-1), English ones where there are none of its own."""
    return LANGUAGES.get(language[:2].casefold(), ENGLISH)
