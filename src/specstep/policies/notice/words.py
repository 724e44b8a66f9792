"""Plain words for the keys of the taxonomy: categories and uses of fideslang, and terms of DPV beside them.

Source: fideslang's default taxonomy (data categories, data uses), and the Data Privacy Vocabulary 2 (W3C) with its
extension for personal data (pd).
"""

from collections.abc import Sequence

# A category's words also stand for everything below it that has none of its own.
CATEGORIES = {
    "user": "information about you",
    "user.account": "your account and its settings",
    "user.account.settings": "your settings",
    "user.account.username": "your user name",
    "user.authorization": "what you are allowed to do",
    "user.authorization.credentials": "keys and passwords",
    "user.behavior": "how you use the service",
    "user.biometric": "biometric data",
    "user.contact": "ways to reach you",
    "user.contact.address": "your postal address",
    "user.contact.email": "your e-mail address",
    "user.contact.phone_number": "your phone number",
    "user.contact.url": "your web address",
    "user.content": "what you write and make",
    "user.content.private": "what you write and attach, and what is made of it",
    "user.content.public": "what you publish",
    "user.content.self_image": "your picture",
    "user.demographic": "facts such as age or gender",
    "user.demographic.date_of_birth": "your date of birth",
    "user.device": "the device you use",
    "user.device.cookie_id": "cookies and sessions",
    "user.device.ip_address": "your IP address",
    "user.financial": "payments and bills",
    "user.government_id": "numbers that a state gave you",
    "user.health_and_medical": "your health",
    "user.location": "where you are",
    "user.name": "your name",
    "user.payment": "payments and bills",
    "user.privacy_preferences": "your choices about privacy",
    "user.social": "whom you know",
    "user.telemetry": "measurements of your use",
    "user.unique_id": "numbers that stand for you",
    "user.workplace": "where you work",
    "system": "records of the service's own work",
    "system.authentication": "how programs prove who they are",
    "system.operations": "times, states and counts of the service's own work",
}

PURPOSES = {
    "analytics": "understand how the service is used",
    "collect": "collect it",
    "employment": "find and employ people",
    "essential": "do what the service is for",
    "essential.fraud_detection": "notice fraud",
    "essential.legal_obligation": "meet a legal obligation",
    "essential.service": "run the service that you use",
    "essential.service.authentication": "know that it is you",
    "essential.service.notifications": "send you the messages that you need",
    "essential.service.operations": "keep the service working",
    "essential.service.operations.improve": "improve the service",
    "essential.service.operations.support": "help you when something goes wrong",
    "essential.service.payment_processing": "bill what was used",
    "essential.service.security": "keep the service and your account safe",
    "essential.service.upload": "take what you upload",
    "finance": "keep the books",
    "functional": "offer functions that you asked for",
    "functional.storage": "store it for you",
    "improve": "improve the service",
    "marketing": "advertise",
    "operations": "run the business behind the service",
    "personalize": "adapt the service to you",
    "sales": "sell",
    "third_party_sharing": "share it with others",
    "train_ai_system": "train a model",
}

RECIPIENTS = {
    "email-azure": "Microsoft Azure Communication Services, where it carries our e-mail",
    "language-model-provider": "the provider of the language model that a generation is run with",
    "email-smtp": "the mail server that carries our e-mail",
    "sign-in-github": "GitHub, where you sign in with it",
    "sms-azure": "Microsoft Azure Communication Services, where it carries the short messages",
    "sms-twilio": "Twilio, where it carries the short messages",
    "sign-in-google": "Google, where you sign in with it",
    "sign-in-microsoft": "Microsoft, where you sign in with it",
}

# Terms of DPV and its extension pd, where one fits; the nearest above stands for the rest.
DPV_CATEGORIES = {
    "user": "dpv:PersonalData",
    "user.account": "pd:AccountIdentifier",
    "user.authorization.credentials": "pd:Authenticating",
    "user.behavior": "pd:Behavioral",
    "user.contact": "pd:Contact",
    "user.contact.address": "pd:PhysicalAddress",
    "user.contact.email": "pd:EmailAddress",
    "user.contact.phone_number": "pd:TelephoneNumber",
    "user.content": "pd:Communication",
    "user.demographic": "pd:Demographic",
    "user.demographic.date_of_birth": "pd:BirthDate",
    "user.device": "pd:DeviceBased",
    "user.device.ip_address": "pd:IPAddress",
    "user.financial": "pd:Financial",
    "user.health_and_medical": "pd:MedicalHealth",
    "user.location": "pd:Location",
    "user.name": "pd:Name",
    "user.social": "pd:Social",
    "user.unique_id": "pd:Identifying",
    "system": "dpv:NonPersonalData",
}

DPV_PURPOSES = {
    "analytics": "dpv:ServiceUsageAnalytics",
    "essential": "dpv:ServiceProvision",
    "essential.fraud_detection": "dpv:FraudPreventionAndDetection",
    "essential.legal_obligation": "dpv:LegalCompliance",
    "essential.service": "dpv:ServiceProvision",
    "essential.service.authentication": "dpv:IdentityAuthentication",
    "essential.service.notifications": "dpv:CommunicationManagement",
    "essential.service.operations": "dpv:TechnicalServiceProvision",
    "essential.service.payment_processing": "dpv:PaymentManagement",
    "essential.service.security": "dpv:EnforceSecurity",
    "functional": "dpv:RequestedServiceProvision",
    "improve": "dpv:ServiceOptimisation",
    "marketing": "dpv:Marketing",
    "personalize": "dpv:Personalisation",
}


def category_words(key: str) -> str:
    """What a data category means to the person whose data it is."""
    return _nearest(CATEGORIES, key)


def purpose_words(key: str) -> str:
    """What a data use means, as words that follow "to"."""
    return _nearest(PURPOSES, key)


def recipient_words(key: str) -> str:
    """Who a recipient is; its key with spaces, where nobody said it better."""
    return RECIPIENTS.get(key, key.replace("-", " ").replace("_", " "))


def dpv_category(key: str) -> str:
    """The nearest term of DPV for a data category."""
    return _nearest(DPV_CATEGORIES, key)


def dpv_purpose(key: str) -> str:
    """The nearest term of DPV for a data use."""
    return _nearest(DPV_PURPOSES, key)


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a list in a sentence: a, b and c; where they are lists themselves: a, b; c; and d."""
    if len(words) < 2:
        return "".join(words)
    between = "; " if any(", " in word or f" {last} " in word for word in words) else ", "
    if between == ", ":
        return f"{', '.join(words[:-1])} {last} {words[-1]}"
    return f"{between.join(words[:-1])}{between if len(words) > 2 else ', '}{last} {words[-1]}"


def sentence(text: str) -> str:
    """The text with a capital and one full stop."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _nearest(words: dict[str, str], key: str) -> str:
    path = key
    while path not in words and "." in path:
        path = path.rpartition(".")[0]
    return words.get(path, key.replace("_", " ").replace(".", ", "))
