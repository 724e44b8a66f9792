"""Products that people name, and the systems that exist around theirs."""

import re
from functools import cache

from specstep.domain.documents.requirements import Requirement, RequirementKind
from specstep.domain.drafting.shape.concerns import DENIAL, SILENT, standing
from specstep.domain.drafting.shape.values import Evidence, Neighbour, Role, Technology
from specstep.domain.drafting.shape.words import bare, capital, key
from specstep.domain.interviews.values import Fact, FactKind

PRODUCTS: dict[Role, str] = {
    Role.DATABASE: "PostgreSQL|Postgres|SQLite|MySQL|MariaDB|MongoDB|Redis|DynamoDB|Firestore|Supabase|Firebase|"
    "Oracle "
    "Database|"
    "SQL Server|TimescaleDB|InfluxDB|CouchDB|Elasticsearch|ClickHouse|DuckDB|Cassandra|Realm|BigQuery|Snowflake|Redshift",
    Role.LANGUAGE: "Python|Rust|TypeScript|JavaScript|Java|Kotlin|Swift|C#|C++|PHP|Ruby|Elixir|Golang|Go|Bash|"
    "PowerShell|Perl|Scala",
    Role.FRAMEWORK: "Django|Flask|FastAPI|Rails|Ruby on Rails|Laravel|Spring "
    "Boot|Spring|Express|NestJS|Next.js|ASP.NET|.NET|"
    "Phoenix|aiohttp|WordPress|Drupal|Node.js|Node|Airflow|Dagster|Prefect",
    Role.CLIENT_FRAMEWORK: (
        "React Native|React|Vue|Angular|Svelte|htmx|Flutter|Electron|Tauri|Qt|SwiftUI|Jetpack Compose"
    ),
    Role.HOSTING: "AWS|Azure|Google "
    "Cloud|GCP|Heroku|Hetzner|DigitalOcean|Fly.io|Render|Vercel|Netlify|Cloudflare|Raspberry "
    "Pi|"
    "Synology|Cloud Composer|Kubernetes|Docker|OVH|Proxmox|PythonAnywhere",
    Role.BROKER: "MQTT|CoAP|Kafka|RabbitMQ|NATS|Mosquitto|LoRaWAN|The Things Network|AMQP|Azure IoT Hub|AWS IoT",
    Role.PAYMENT: (
        "Stripe|PayPal|Mollie|Adyen|Klarna|Twint|Square|Braintree|GoCardless|Worldpay|Apple "
        "Pay|Google Pay|M-Pesa|SEPA"
    ),
    Role.MAIL: "SendGrid|Mailgun|Postmark|Mailchimp|Amazon SES|SES|Brevo|Mailjet",
    Role.SMS: "Twilio|MessageBird|Vonage|Sinch|WhatsApp|seven.io",
    Role.IDENTITY: (
        "Keycloak|Okta|Auth0|Entra ID|Entra|Azure AD|Active Directory|Google Workspace|LDAP|Cognito|SAML"
    ),
    Role.CALENDAR: "Google Calendar|Outlook Calendar|Outlook|iCal|Nextcloud Calendar|CalDAV|Exchange",
    Role.SPREADSHEET: "Google Sheets|Google Sheet|Microsoft Excel|Excel|LibreOffice Calc|Airtable",
    Role.BUSINESS: "SAP|Salesforce|HubSpot|Odoo|DATEV|QuickBooks|Xero|Shopify|WooCommerce|Moodle|Dynamics "
    "365|NetSuite|Jira|"
    "Zendesk|ServiceNow|Workday|Sage|Lexware|Epic|Doodle|SharePoint|Nextcloud|CiviCRM|GitHub|GitLab",
    Role.CHAT: "PagerDuty|Opsgenie|Slack|Microsoft Teams|Discord|Telegram|Signal|Matrix|Mattermost",
    Role.MAP: "OpenStreetMap|Google Maps|Mapbox|Leaflet|What3Words",
    Role.STORAGE: "Dropbox|Google Drive|OneDrive|Amazon S3|S3|Azure Blob Storage|MinIO|iCloud",
    Role.MONITORING: "Grafana|Prometheus|Sentry|Datadog|Home Assistant|Zabbix",
    Role.MODEL: "OpenAI|ChatGPT|Claude|Gemini|Whisper|Ollama",
}
AMBIGUOUS = frozenset(
    {
        "Go",
        "Render",
        "Square",
        "Swift",
        "Signal",
        "Matrix",
        "Phoenix",
        "Express",
        "Spring",
        "Rust",
        "Sage",
        "Epic",
        "Realm",
        "Node",
        "Ruby",
        "Perl",
        "Scala",
        "Exchange",
        "React",
        "Outlook",
        "Rails",
    }
)
DECIDING = re.compile(
    r"\b(?:we(?:'ve| have)? (?:use|decided|chose|run|picked|settled)|decided|must (?:be|use|"
    r"run)|shall (?:be|use|run)|"
    r"built (?:with|in|on)|written in|runs? on|hosted (?:on|at|with)|has to (?:be|run|use)|use|"
    r"using|via|through|by|that's set|is set|are set)\b",
    re.IGNORECASE,
)
WORKED_WITH = re.compile(
    r"\bwe (?:use|build (?:with|in|on)|write (?:in|everything in)|work (?:with|in))\b", re.IGNORECASE
)
"""Said of a language or framework, this settles it: nobody keeps two."""
SET = re.compile(r"\b(?:that's|that is|is|are) set\b")
ASKING = frozenset({FactKind.NEED, FactKind.GOAL, FactKind.LIMIT, FactKind.RULE})
WANTED = re.compile(r"\b(?:want|like|prefer|need|have) to use (?:the )?$", re.IGNORECASE)
"""A wish to use a product settles it as much as a decision."""
LOADED = re.compile(r"\b(?:load|store|write|save|keep|put)\w*\b.*\b(?:in|into|to)\b", re.IGNORECASE)
NEIGHBOUR_NOUNS = (
    "system|database|software|spreadsheet|server|platform|erp|crm|website|web site|portal|shop|ledger|"
    "intranet|directory|register|registry|gateway|mainframe|warehouse|service"
)
NEIGHBOUR = re.compile(
    r"\b(?:our|the (?:existing|current|present|old|legacy|company's|bank's|city's|school's|"
    r"hospital's|club's|parent)|"
    rf"an existing|their (?:existing|current|own))\s+((?:[\w-]+\s+){{0,3}}?(?:{NEIGHBOUR_NOUNS}))\b",
    re.IGNORECASE,
)
SUPPLIER = re.compile(
    r"\b(?:comes?|available|fetched|read|imported|pulled|taken|discharged|entered|kept)\s+(?:from|in)\s+"
    r"(?:(?:our|the)\s+)?(?P<name>[A-Z][A-Za-z0-9]+)(?:\s+\((?P<product>[A-Z]\w+)\))?"
    r"(?=\s+(?:by|via|over|through|every|each)\b|,)"
)
"""Where data comes from, by a proper name: "available from Trackunit by REST API"."""
KNOWN_NOUNS = {
    "spreadsheet": Role.SPREADSHEET,
    "directory": Role.IDENTITY,
}
REPLACING = re.compile(
    r"\b(?:replac\w+|instead of|so far|today|currently|at the moment|right now|until now|nowadays|used to|get rid|"
    r"no longer|bisher|aktuell|derzeit|heute)\b",
    re.IGNORECASE,
)
MEETING = re.compile(
    r"\b(?:import\w*|export\w*|sync\w*|integrat\w*|connect\w*|read\w* from|write\w* to|feed\w*|"
    r"fetch\w*|pull\w*|push\w*|"
    r"send\w* to|talk\w* to|interfac\w*|hand\w* over|load\w* from|post\w* to|look\w* up|"
    r"quer(?:y|ies)|stays?|remains?|keep using)\b",
    re.IGNORECASE,
)


def read_technologies(facts: tuple[Fact, ...], requirements: tuple[Requirement, ...]) -> tuple[Technology, ...]:
    """The known products named in facts that hold; a fact of kind decision, or a constraint, settles them."""
    found: dict[str, Technology] = {}
    of_fact: dict[str, list[str]] = {}
    constraints = set()
    for item in requirements:
        for fact_id in item.facts:
            of_fact.setdefault(fact_id, []).append(item.id)
            if item.kind is RequirementKind.CONSTRAINT:
                constraints.add(fact_id)
    for fact in standing(facts):
        if fact.kind in SILENT or fact.kind is FactKind.NON_GOAL:
            continue
        for role, products in PRODUCTS.items():
            for name in products.split("|"):
                place = _find(fact.text, name)
                if place is None or any(
                    name != other and name in other for other in found if _find(fact.text, other)
                ):
                    continue
                if DENIAL.search(fact.text[:place]):
                    continue
                settles = fact.kind is FactKind.DECISION or (
                    (fact.id in constraints or SET.search(fact.text)) and DECIDING.search(fact.text) is not None
                )
                settles = settles or (
                    role in {Role.LANGUAGE, Role.FRAMEWORK, Role.CLIENT_FRAMEWORK}
                    and WORKED_WITH.search(fact.text) is not None
                    and REPLACING.search(fact.text) is None
                )
                settles = settles or (
                    role is Role.LANGUAGE
                    and fact.kind in ASKING
                    and re.search(r"\b(?:in|with) $", fact.text[:place]) is not None
                )
                settles = settles or (fact.kind in ASKING and WANTED.search(fact.text[:place]) is not None)
                settles = settles or (
                    role is Role.DATABASE
                    and fact.kind is FactKind.NEED
                    and LOADED.search(fact.text[:place]) is not None
                )
                refs = tuple(dict.fromkeys(of_fact.get(fact.id, ())))
                before = found.get(name)
                found[name] = Technology(
                    name=name,
                    role=role,
                    decided=settles or (before is not None and before.decided),
                    evidence=Evidence(
                        requirements=tuple(
                            dict.fromkeys((*(before.evidence.requirements if before else ()), *refs))
                        ),
                        facts=(*(before.evidence.facts if before else ()), fact),
                        quote=before.evidence.quote if before else bare(fact.text),
                    ),
                )
    return _without_parts(tuple(found.values()))


def _find(text: str, name: str) -> int | None:
    """Where the product is named; words of everyday English only count in their product spelling."""
    if name.lower() not in text.lower():  # far cheaper than the pattern, and mostly the answer
        return None
    found = _product(name).search(text)
    if found is None or (name in AMBIGUOUS and found.start() == 0):
        return None
    return found.start()


@cache
def _product(name: str) -> re.Pattern[str]:
    exact = name in AMBIGUOUS or len(name) < 4
    return re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w+#])", 0 if exact else re.IGNORECASE)


def _without_parts(items: tuple[Technology, ...]) -> tuple[Technology, ...]:
    """Drop a name that is only part of a longer one ("React" beside "React Native")."""
    return tuple(
        item
        for item in items
        if not any(
            item.name != other.name
            and re.search(rf"\b{re.escape(item.name)}\b", other.name)
            and item.role == other.role
            for other in items
        )
    )


def read_neighbours(
    facts: tuple[Fact, ...],
    requirements: tuple[Requirement, ...],
    technologies: tuple[Technology, ...],
    system: str,
) -> tuple[Neighbour, ...]:
    """The systems around this one: named products that it must meet, and what people call "our … system"."""
    of_fact: dict[str, list[str]] = {}
    for item in requirements:
        for fact_id in item.facts:
            of_fact.setdefault(fact_id, []).append(item.id)
    outside = {
        Role.BUSINESS,
        Role.SPREADSHEET,
        Role.CALENDAR,
        Role.STORAGE,
        Role.MONITORING,
        Role.CHAT,
        Role.MODEL,
        Role.MAP,
    }
    found: dict[str, Neighbour] = {}
    for product in technologies:
        if product.role not in outside:
            continue
        texts = " ".join(fact.text for fact in product.evidence.facts)
        replaced = MEETING.search(texts) is None and (
            product.role is Role.SPREADSHEET or REPLACING.search(texts) is not None
        )
        found[key(product.name)] = Neighbour(
            name=product.name, role=product.role, replaced=replaced, evidence=product.evidence
        )
    for fact in standing(facts):
        if fact.kind not in {
            FactKind.CONTEXT,
            FactKind.NEED,
            FactKind.LIMIT,
            FactKind.DECISION,
            FactKind.RULE,
            FactKind.DATA,
        }:
            continue
        supplier = SUPPLIER.search(fact.text)
        if (
            supplier
            and key(supplier["name"]) not in {*found, key(system)}
            and not any(key(supplier["name"]) in key(item.name).split() for item in technologies)
        ):
            found[key(supplier["name"])] = Neighbour(
                name=supplier["name"] + (f" ({supplier['product']})" if supplier["product"] else ""),
                role=Role.BUSINESS,
                replaced=False,
                evidence=Evidence(
                    requirements=tuple(dict.fromkeys(of_fact.get(fact.id, ()))),
                    facts=(fact,),
                    quote=bare(fact.text),
                ),
            )
        for match in NEIGHBOUR.finditer(fact.text):
            name = capital(
                re.sub(r"^(?:existing|current|present|old|own|new)\s+", "", match[1], flags=re.IGNORECASE)
            )
            if (
                key(name) in {"system", "service", "software", "server", "platform", "new system", key(system)}
                or key(name) in found
            ):
                continue
            if re.search(r"\bnew\b", match[0], re.IGNORECASE):
                continue
            if MEETING.search(fact.text) is None and REPLACING.search(fact.text) is None:
                continue  # only mentioned
            noun = key(name).rsplit(" ", 1)[-1]
            replaced = REPLACING.search(fact.text) is not None and MEETING.search(fact.text) is None
            found[key(name)] = Neighbour(
                name=name,
                role=KNOWN_NOUNS.get(noun, Role.BUSINESS),
                replaced=replaced,
                evidence=Evidence(
                    requirements=tuple(dict.fromkeys(of_fact.get(fact.id, ()))),
                    facts=(fact,),
                    quote=bare(fact.text),
                ),
            )
    return tuple(found.values())
