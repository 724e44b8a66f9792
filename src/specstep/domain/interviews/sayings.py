"""What stands in the transcript when a person pressed a key instead of typing."""

SKIPPED = {
    "en": "Skip this question.",
    "de": "Diese Frage überspringen.",
    "fr": "Passer cette question.",
    "es": "Omitir esta pregunta.",
}
DECIDE = {"en": "You decide.", "de": "Entscheiden Sie.", "fr": "Décidez vous-même.", "es": "Decídalo usted."}
ENOUGH = {
    "en": "Thank you. I have no further question; you can add to this at any time.",
    "de": "Danke. Ich habe keine weitere Frage; Sie können jederzeit etwas ergänzen.",
    "fr": "Merci. Je n'ai plus de question ; vous pouvez compléter à tout moment.",
    "es": "Gracias. No tengo más preguntas; puede añadir algo en cualquier momento.",
}
AGREED = {
    "en": "Recommended, and agreed to in the talk: {why}",
    "de": "Empfohlen und im Gespräch angenommen: {why}",
    "fr": "Recommandé, et accepté pendant l'entretien : {why}",
    "es": "Recomendado y aceptado en la conversación: {why}",
}
EXPLAINED = {
    "en": "Here is why I ask: {why} An answer could be: “{recommended}.”",
    "de": "Darum frage ich: {why} Eine Antwort könnte sein: „{recommended}.“",
    "fr": "Voici pourquoi je le demande : {why} Une réponse possible : « {recommended}. »",
    "es": "Lo pregunto por esto: {why} Una respuesta posible: «{recommended}.»",
}
ADVISED = {
    "en": "I would say: “{recommended}.” {because} Say “ok” to take it, or tell me what is different with you.",
    "de": "Mein Vorschlag: „{recommended}.“ {because} Mit „passt“ nehmen Sie ihn an; sonst sagen Sie, was bei Ihnen anders ist.",
    "fr": "Je dirais : « {recommended}. » {because} Dites « d'accord » pour l'accepter, ou ce qui est différent chez vous.",
    "es": "Yo diría: «{recommended}.» {because} Diga «de acuerdo» para aceptarlo, o qué es distinto en su caso.",
}
AN_EXAMPLE = {
    "en": "For example: “A tennis club wants a page where members reserve a court, and the coach sees who comes.”",
    "de": "Zum Beispiel: „Ein Tennisverein möchte eine Seite, auf der Mitglieder einen Platz buchen und die Trainerin sieht, wer kommt.“",
    "fr": "Par exemple : « Un club de tennis veut une page où les membres réservent un court et où l'entraîneur voit qui vient. »",
    "es": "Por ejemplo: «Un club de tenis quiere una página donde los socios reserven una pista y la entrenadora vea quién viene.»",
}
NOTED = {
    "en": "Noted. My question is still open.",
    "de": "Notiert. Meine Frage ist noch offen.",
    "fr": "C'est noté. Ma question reste ouverte.",
    "es": "Anotado. Mi pregunta sigue abierta.",
}
NOT_UNDERSTOOD = {
    "en": "I can't tell what “{said}” means here. Could you say it in a sentence? “You decide” and “skip” are fine too.",
    "de": "Ich weiß nicht, was „{said}“ hier bedeutet. Können Sie es in einem Satz sagen? „Entscheiden Sie“ und „weiter“ gehen auch.",
    "fr": "Je ne comprends pas ce que « {said} » veut dire ici. Pouvez-vous faire une phrase ? « Décidez » et « passer » conviennent aussi.",
    "es": "No entiendo qué quiere decir «{said}» aquí. ¿Puede decirlo en una frase? «Decida usted» y «siguiente» también valen.",
}
ON_WHAT = {
    "en": "What does it depend on? Say what holds in each case, or what holds as a rule.",
    "de": "Worauf kommt es an? Sagen Sie, was in welchem Fall gilt, oder was in der Regel gilt.",
    "fr": "De quoi cela dépend-il ? Dites ce qui vaut dans chaque cas, ou en règle générale.",
    "es": "¿De qué depende? Diga qué vale en cada caso, o por lo general.",
}
NO_FIGURE = {
    "en": "I was hoping for a figure, and “{said}” has none. A rough guess will do; “you decide” and “skip” are fine too.",
    "de": "Ich hatte auf eine Zahl gehofft, und „{said}“ enthält keine. Grob geschätzt genügt; „entscheiden Sie“ und „weiter“ gehen auch.",
    "fr": "J'espérais un chiffre, et « {said} » n'en contient pas. Une estimation suffit ; « décidez » et « passer » conviennent aussi.",
    "es": "Esperaba una cifra, y «{said}» no tiene ninguna. Basta una estimación; «decida usted» y «siguiente» también valen.",
}


def saying(sayings: dict[str, str], language: str) -> str:
    """The sentence in a language, in English where there is none."""
    return sayings.get(language[:2].casefold(), sayings["en"])
