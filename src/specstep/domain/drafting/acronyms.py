"""Short forms: where a text uses them, where it expands them, and the long forms that everybody agrees on."""

import re

LONG_FORMS = {
    "API": "application programming interface", "CSV": "comma-separated values", "PDF": "Portable Document Format",
    "SMS": "Short Message Service", "GDPR": "General Data Protection Regulation", "URL": "uniform resource locator",
    "HTTP": "Hypertext Transfer Protocol", "HTTPS": "Hypertext Transfer Protocol Secure", "VAT": "value-added tax",
    "QR": "quick response (code)", "GPS": "Global Positioning System", "IBAN": "international bank account number",
    "SEPA": "Single Euro Payments Area", "EU": "European Union", "UK": "United Kingdom", "US": "United States",
    "USA": "United States of America", "EUR": "euro", "USD": "US dollar", "GBP": "pound sterling", "CHF": "Swiss franc",
    "JSON": "JavaScript Object Notation", "XML": "Extensible Markup Language", "HTML": "Hypertext Markup Language",
    "CSS": "Cascading Style Sheets", "SQL": "Structured Query Language", "REST": "representational state transfer",
    "SSO": "single sign-on", "LDAP": "Lightweight Directory Access Protocol", "MFA": "multi-factor authentication",
    "2FA": "two-factor authentication", "PIN": "personal identification number", "ID": "identifier",
    "IP": "Internet Protocol", "TLS": "Transport Layer Security", "SSL": "Secure Sockets Layer", "SSH": "Secure Shell",
    "FTP": "File Transfer Protocol", "SFTP": "SSH File Transfer Protocol", "UI": "user interface",
    "UX": "user experience", "CLI": "command-line interface", "GUI": "graphical user interface",
    "OS": "operating system", "RFID": "radio-frequency identification", "NFC": "near-field communication",
    "ISBN": "international standard book number", "EAN": "European article number", "SKU": "stock-keeping unit",
    "CRM": "customer relationship management", "ERP": "enterprise resource planning", "POS": "point of sale",
    "KPI": "key performance indicator", "SLA": "service-level agreement", "FAQ": "frequently asked questions",
    "PCI": "Payment Card Industry", "DSS": "Data Security Standard", "HIPAA": "Health Insurance Portability and Accountability Act",
    "WCAG": "Web Content Accessibility Guidelines", "AWS": "Amazon Web Services", "RSS": "Really Simple Syndication",
    "ICS": "iCalendar file", "CPU": "central processing unit", "RAM": "random-access memory", "USB": "Universal Serial Bus",
    "MQTT": "Message Queuing Telemetry Transport", "PNG": "Portable Network Graphics", "JPEG": "Joint Photographic Experts Group",
    "JPG": "Joint Photographic Experts Group", "SVG": "Scalable Vector Graphics", "ZIP": "ZIP archive format",
    "TV": "television", "IT": "information technology", "HR": "human resources", "CEO": "chief executive officer",
    "NGO": "non-governmental organisation", "DNS": "Domain Name System", "VPN": "virtual private network",
    "OCR": "optical character recognition", "AI": "artificial intelligence", "ML": "machine learning",
    "LAN": "local area network", "IMAP": "Internet Message Access Protocol", "SMTP": "Simple Mail Transfer Protocol",
    "UTC": "Coordinated Universal Time", "DSGVO": "Datenschutz-Grundverordnung", "OIDC": "OpenID Connect",
    "SAML": "Security Assertion Markup Language", "AGPL": "GNU Affero General Public License",
    "GPL": "GNU General Public License", "MIT": "Massachusetts Institute of Technology", "ISO": "International Organization for Standardization",
    "SaaS": "software as a service", "MVP": "minimum viable product", "PWA": "progressive web app",
    "IoT": "Internet of Things", "ETA": "estimated time of arrival", "VIP": "very important person", "CV": "curriculum vitae",
    "NHS": "National Health Service", "BIC": "business identifier code", "TOTP": "time-based one-time password",
    "AA": "conformance level AA of an accessibility guideline", "A4": "paper of 210 × 297 mm", "A5": "paper of 148 × 210 mm",
    "MB": "megabyte", "PC": "personal computer", "CO2": "carbon dioxide", "LED": "light-emitting diode", "RPO": "recovery point objective",
    "RTO": "recovery time objective", "DVD": "digital versatile disc", "CD": "compact disc", "ATM": "automated teller machine",
    "FHIR": "Fast Healthcare Interoperability Resources", "HL7": "Health Level Seven", "EHR": "electronic health record",
    "DICOM": "Digital Imaging and Communications in Medicine", "CI": "continuous integration", "LLM": "large language model",
    "LTE": "Long Term Evolution", "LE": "Low Energy", "CE": "conformity with European law", "RED": "Radio Equipment Directive",
    "MDR": "Medical Device Regulation", "IIS": "Internet Information Services", "AD": "Active Directory", "NB": "Narrowband",
    "ETL": "extract, transform, load", "DTLS": "Datagram Transport Layer Security", "CoAP": "Constrained Application Protocol",
    "COAP": "Constrained Application Protocol", "BLE": "Bluetooth Low Energy", "TCP": "Transmission Control Protocol",
    "UDP": "User Datagram Protocol", "SDK": "software development kit", "CDN": "content delivery network", "NAS": "network-attached storage",
    "HSM": "hardware security module", "PLC": "programmable logic controller", "OPC": "Open Platform Communications",
    "RGPD": "règlement général sur la protection des données", "AVV": "Auftragsverarbeitungsvertrag", "KI": "künstliche Intelligenz",
    "GIS": "geographic information system", "CAD": "computer-aided design", "BI": "business intelligence",
}  # fmt: skip
"""Acronyms whose long form is common knowledge."""

ACRONYM = re.compile(r"(?<![\w.@/-])(?:[A-Z][A-Z0-9]{1,6}|\d[A-Z]{2,5}|[A-Z]aaS|IoT)s?(?![\w@]|\.\w|-\d)")
NOT_ACRONYMS = frozenset(
    "OK NO YES NOT AND OR IF THE A I AM PM ASAP TBD TODO FYI PS AD BC MUST SHALL ALL NEVER ALWAYS ONLY WE IN IS IT TO"
    " ON AT BY DO SO UP AN AS BE MY OF US ETC HI NB KB MB GB TB II III IV VI VII VIII XL XS SAP P50 P90 P95 P99 Q1 Q2 Q3 Q4".split()
)


def acronyms(text: str) -> tuple[str, ...]:
    """The acronyms of a text, in order, each once; words that somebody only shouted are none."""
    letters = [letter for letter in text if letter.isalpha()]
    if letters and sum(letter.isupper() for letter in letters) > len(letters) * 0.6 and len(text.split()) > 3:
        return ()
    found: list[str] = []
    for match in ACRONYM.finditer(text):
        name = match.group()
        if name.endswith("s") and name not in LONG_FORMS:
            name = name[:-1]
        if name not in LONG_FORMS and (name in NOT_ACRONYMS or re.fullmatch(r"\d?[A-Z]\d?", name)):
            continue
        if name in {"US", "IT", "AI", "ID"} and name not in found and not re.search(rf"\b{name}\b", text):
            continue
        found.append(name)
    return tuple(dict.fromkeys(found))


def expansion(acronym: str, texts: tuple[str, ...]) -> str | None:
    """The long form that a text gives ("point of sale (POS)", "POS (point of sale)"), or the common one."""
    for text in texts:
        match = re.search(rf"\b{re.escape(acronym)}\s*\(([^()]{{4,80}})\)", text)
        if match and _fits(acronym, match[1]):
            return match[1].strip()
        if match := re.search(rf"((?:[\w-]+\s+){{1,8}})\({re.escape(acronym)}s?\)", text):
            words = match[1].split()
            for count in range(1, len(words) + 1):
                phrase = " ".join(words[-count:])
                if _fits(acronym, phrase):
                    return phrase
        if match := re.search(rf"\b{re.escape(acronym)} (?:stands for|means|is short for) ([^.,;]{{4,80}})", text):
            return match[1].strip()
    return LONG_FORMS.get(acronym)


def _fits(acronym: str, phrase: str) -> bool:
    words = [word for word in re.split(r"[\s-]+", phrase) if word]
    initials = "".join(word[0] for word in words).upper()
    main = "".join(
        word[0] for word in words if word.lower() not in {"of", "the", "and", "for", "in", "on", "a"}
    ).upper()
    letters = acronym.upper().rstrip("S") if acronym.endswith("s") else acronym.upper()
    return letters in {initials, main}
