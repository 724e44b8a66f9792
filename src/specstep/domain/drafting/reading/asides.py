"""What is said beside the point: greetings, thanks, small talk, appointments, words to the machine."""

import re

_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[rs]?|sehr geehrte[rs]?|guten (?:tag|morgen)|moin|servus"
    r"|bonjour|cher|chère|hola|buenos días|ciao|gentile|olá|beste|goedemorgen|greetings)\b[^.?!]{0,60}[,!.:]?$",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:(?:many |best|kind|warm|kindest|with (?:best|kind))?\s*(?:regards|wishes|thanks)|cheers|yours(?: \w+)?|sincerely|best|all the best"
    r"|thanks(?: a lot| so much| in advance| again)?|thank you(?: very much| in advance)?|take care|talk soon|see you(?: \w+){0,2}|love|xx?"
    r"|(?:viele|liebe|beste|herzliche|schöne|mit freundlichen) grü(?:ß|ss)en?|lg|mfg|danke(?: im voraus)?|cordialement|merci(?: d'avance)?|saludos(?: cordiales)?|un saludo"
    r"|gracias|cordiali saluti|groeten|met vriendelijke groet(?:en)?|obrigad[oa]|atenciosamente|--)\s*[,.!]*(?:\s+[A-Z][\w.]+){0,3}$",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"\b(?:(?:ignore|disregard|forget|override|bypass)\b[^.?!]{0,40}\b(?:above|previous|prior|preceding|earlier|all|any|your|these|foregoing)\b[^.?!]{0,30}\b(?:instructions?"
    r"|prompts?|rules|text|messages?|guidelines|directions|context|everything)|(?:ignore|disregard|forget) (?:all |everything |anything )?(?:of )?(?:the |that was said )?(?:above|before|previous|preceding)|(?:print|reveal|show|output|repeat|leak|give me|tell me|dump)\b[^.?!]{0,30}\b(?:your|the system|hidden|initial) "
    r"(?:\w+ )?(?:prompt|instructions?|rules|api keys?|secrets?|credentials)|you are now (?:a|an|in|the|dan)\b|as an ai\b|(?:act|pretend|behave) as (?:if you|an? (?:ai|assistant|hacker|different))"
    r"|pretend (?:to be|you are)|system prompt|jailbreak|developer mode|you are chatgpt|your training data|do anything now|new instructions?:|(?:write|say|print|output|answer|respond|reply)(?: with)? (?:only|just|nothing but) the words?|end of (?:prompt|instructions))\b",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"^(?:(?:so|well|oh|ah|okay|ok|yes|no|right|and|anyway|alright|great|perfect|sure|but|hm+|um+|uh)[,.! ]+)*"
    r"(?:thanks?\b(?! to\b)|thank you\b|many thanks|cheers|(?:have|enjoy|hope (?:you|this|that|all)|i hope (?:you|this|that|all)|hoping)\b.{0,60}(?:day|weekend|holiday|trip|well|evening|helps|makes sense|week|vacation|time)\b"
    r"|how (?:are|was|were|is) (?:you|your|the (?:weekend|holiday|trip|kids|weather))|nice to (?:meet|see|hear)|(?:good|great|lovely) to (?:meet|see|hear|talk)"
    r"|can (?:you|everyone|everybody) (?:hear|see) (?:me|us|my)|(?:you'?re|i'?m|we'?re|are you) (?:on mute|muted|recording|still there|back)|is this (?:thing )?(?:on|recording)|sorry (?:for|about|i'?m late|to be late|i was)\b"
    r"|(?:let'?s|shall we|can we|could we|we (?:can|could|should)|i(?:'ll| will| can|'d)) (?:talk|speak|meet|call|catch up|chat|ring|get started|start the (?:call|meeting)|discuss|go through|wrap up|call you|send you|get back|come back to (?:you|this)|write (?:it|this|that) (?:up|down)|take notes|grab)\b"
    r"|(?:please )?(?:call|ring|phone|text|email|mail|ping|reach) me\b|(?:please )?(?:let me know|get back to me|feel free|don'?t hesitate|give me a (?:call|ring))\b|(?:any|more) questions\b.{0,30}(?:call|ask|mail|write)|(?:see|talk|speak) (?:you|to you|soon)"
    r"|(?:i'?ll|i will) (?:be|make|send|bring|share|record|stop) (?:the recording|some (?:tea|coffee)|you|back|right back|recording|away|on holiday|out of (?:the )?office)\b"
    r"|i (?:must|have to|need to|gotta|should) (?:run|go|dash|leave|hop)\b|(?:there are |here are )?(?:two|three|four|a few|a couple of|some|several) (?:things|points|questions|topics|requests)\b.{0,40}$|next (?:mtg|meeting|call)\b|(?:the )?(?:weather|traffic|coffee|tea)\b.{0,40}(?:is|was)\b|happy (?:birthday|new year|friday|monday|to (?:help|talk|chat|discuss|answer))|looking forward\b|as (?:discussed|promised|agreed)(?: on the phone)?[,.]?$|(?:lol|haha+|:-?\)|;-?\))"
    r"|(?:got it|makes sense|fair enough|sounds good|no worries|no problem|understood|exactly|absolutely|of course|good point|good question|good|great|perfect|okay|ok|right|sure|alright|cool|nice|fine|brilliant|noted|hm+|mhm|yeah|yep|yes|no|nope|correct|agreed|indeed|bye|goodbye|sorry|one (?:moment|second|sec)|hang on|wait|anyway|all right|lovely|wonderful)[.!,…]*$)",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"\b(?:my (?:kids?|dog|cat|wife|husband|daughter|son|mother|mum|mom|back)\b.{0,60}\b(?:is|was|has|had|says|sends|broke|got)\b(?!.{0,40}\b(?:app|tool|system|use)\b)|how'?s the family|on (?:my |a )?(?:vacation|holiday|leave) (?:until|till|next|from)"
    r"|can'?t hear you|hope .{0,40}\b(?:went|go|goes|are|is) (?:well|good|fine)|loud and clear|bad line|you'?re breaking up|dog (?:is )?bark|enjoy(?:ed)? the (?:match|game|weekend)|say hi to|sent from my|typed on my phone|excuse (?:the|my) typos|sorry for (?:the|my) (?:long|rambling|delay|late)|i'?ll stop rambling"
    r"|attached (?:is|are|you(?:'ll| will) find)|see attached|let'?s (?:speak|talk|meet)|hope this (?:helps|makes sense|is clear)|hope that (?:helps|makes sense)|are you free|would (?:\w+day|tomorrow) work for (?:a|you)|pencil(?:led)? in|recording (?:this|now))\b",
    re.IGNORECASE,
)
_INVITING = re.compile(
    r"^(?:(?:so|and|but|well),? )?(?:what (?:do|would) you(?: all| guys)? (?:think|say|reckon)(?: (?:of|about) (?:it|this|that)(?: all)?)?"
    r"|(?:do you have )?any (?:thoughts|ideas|feedback|comments|questions)(?: (?:on|about) (?:it|this|that))?|how does (?:that|this|it) sound|interested"
    r"|(?:does|did|do) (?:that|this|it|i)(?: all)? (?:make (?:any )?sense|sound (?:ok|okay|good|right|reasonable|doable)|help|forget anything|miss anything)"
    r"|is (?:that|this|it)(?: all)? (?:ok|okay|clear|enough|fine|doable|feasible|possible)|(?:(?:i|we) )?(?:really |just )?(?:do not|don'?t) know|no idea|not sure|(?:can|could|would) you (?:help|do|build|make)(?: (?:it|this|that|us|me))?(?: with (?:it|this|that))?)[.?!]*$",
    re.IGNORECASE,
)
"""A question about the whole, or an answer to a question of one's own: neither leaves anything more open."""
_WROTE = re.compile(r"(?:on|am|le|el) .{6,120}\b(?:wrote|schrieb|a écrit|escribió)\b.{0,40}:$", re.IGNORECASE)
_FORWARDED = re.compile(r"-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht).*", re.IGNORECASE)


def is_greeting(text: str) -> bool:
    """Whether a line only greets."""
    return len(text) < 100 and _GREETING.match(text.strip()) is not None


def is_sign_off(text: str) -> bool:
    """Whether a line ends a mail."""
    return len(text) < 70 and _SIGN_OFF.match(text.strip()) is not None


def is_reply_head(text: str) -> bool:
    """Whether a line introduces quoted text: "On Tuesday, Bob wrote:"."""
    return len(text) < 240 and (_WROTE.match(text) is not None or _FORWARDED.match(text) is not None)


def is_to_machine(text: str) -> bool:
    """Whether a statement tries to give orders to whatever reads it."""
    return _MACHINE.search(text) is not None


def is_small_talk(text: str) -> bool:
    """Whether a statement is thanks, small talk, an appointment or another word beside the point."""
    bare = text.strip()
    if is_greeting(bare) or is_sign_off(bare):
        return True
    return any(found is not None for found in (_TALK.match(bare), _SMALL_TALK.search(bare), _INVITING.match(bare)))
