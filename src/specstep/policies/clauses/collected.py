"""What people give: the clauses COL."""

from specstep.policies.clauses.values import Clause

COL = (
    Clause(
        id="COL-1",
        title="Sign-in without a password",
        promise=(
            "People sign in with Google, GitHub or Microsoft. Kept: e-mail, display name, the provider's stable "
            "subject id. No password ever exists."
        ),
        demand=(
            "OIDC for Google and Microsoft, OAuth 2 for GitHub; (provider, subject) is the key, not the e-mail; "
            "no column, form field or API field can hold a password."
        ),
    ),
    Clause(
        id="COL-2",
        title="Profile and phone",
        promise="Profile: contact phone; SMS phone, verified by a six-digit code; notification preferences.",
        demand=(
            "E.164 through a phone-number library; an SMS is never sent to an unverified number, the code itself "
            "excepted."
        ),
    ),
    Clause(
        id="COL-3",
        title="The talk",
        promise="Interview content: the talk with the agents about vision, requirements and architecture.",
        demand=(
            "Every turn kept in order with speaker, phase and time; its owner can always correct a turn; a "
            "generation works on a snapshot of what it was given."
        ),
    ),
    Clause(
        id="COL-4",
        title="Reference documents",
        promise="Reference documents: files that a person attaches (PDF, design references, earlier specs).",
        demand=(
            "Tied to one interview; size and type limits; text extracted in a bounded, killable process; hostile "
            "files refused with a clear error."
        ),
    ),
    Clause(
        id="COL-5",
        title="One folder of external storage",
        promise=(
            "External storage (OneDrive, SharePoint, Google Drive): folder id and display name, connection "
            "status, access and refresh token encrypted. Read-only, one folder."
        ),
        demand=(
            "The least OAuth scope each provider offers; choosing the folder shows names only, during attach, and "
            "stores none of them; after that every call names the chosen folder, and an item's ancestry is "
            "verified before anything of it is kept; contents are read while an interview is open and become its "
            "reference documents; other bytes vanish after extraction. Where no refresh token was issued, the "
            "person is asked again."
        ),
    ),
    Clause(
        id="COL-6",
        title="Repositories are written to, never read",
        promise=(
            "Source control (GitHub, Azure DevOps, GitLab, Bitbucket), opt-in: the repository's details. Written "
            "to at delivery only; source code is never read."
        ),
        demand=(
            "The port has no verb that can return a file's content; adapters call no endpoint that would; testing "
            "a target writes nothing. The host's credential is encrypted and lives until removed."
        ),
    ),
    Clause(
        id="COL-7",
        title="Outbound webhooks",
        promise=(
            "Outbound webhooks: destination URL and an HMAC secret, encrypted at rest, used only for the "
            "subscribed generation life-cycle events."
        ),
        demand=(
            "Nothing but subscribed events goes out (a test delivery is one that its owner asks for); the secret "
            "is shown once."
        ),
    ),
    Clause(
        id="COL-8",
        title="Own language-model keys",
        promise=(
            "Own LLM keys (accounts with developer access; Anthropic and OpenAI): checked once with the provider, "
            "then only the last four characters and a ciphertext are kept."
        ),
        demand=(
            "Never in a log, trace, error, export, URL or audit detail. Who granted developer access is audited."
        ),
    ),
    Clause(
        id="COL-9",
        title="Bug reports",
        promise=(
            "Bug reports: title, description, severity, and diagnostic context (current route, user agent, "
            "generation and interview ids where they apply)."
        ),
        demand="The form shows what context will be sent.",
    ),
)
