"""How each kind of client is called, made and described."""

from specstep.domain.drafting.shape.values import Client, Concern, Shape

CLIENT_NAMES = {
    Client.COMMAND: "Command-line program",
    Client.LIBRARY: "Library",
    Client.DESKTOP: "Desktop program",
    Client.OFFLINE_WEB: "Offline web app",
    Client.NATIVE: "Mobile app",
    Client.BOT: "Chat bot",
    Client.EXTENSION: "Browser extension",
    Client.FIRMWARE: "Firmware",
    Client.WEB: "Web pages",
}
CLIENT_TECHNOLOGY = {
    Client.COMMAND: "one executable",
    Client.LIBRARY: "package",
    Client.DESKTOP: "one program on the person's computer",
    Client.OFFLINE_WEB: "web app with a service worker",
    Client.NATIVE: "app on the phone",
    Client.BOT: "chat commands",
    Client.EXTENSION: "browser extension",
    Client.FIRMWARE: "software on the device",
    Client.WEB: "HTML in the browser",
}
CLIENT_CONCERNS = {
    Client.COMMAND: Concern.COMMAND_LINE,
    Client.LIBRARY: Concern.LIBRARY,
    Client.DESKTOP: Concern.DESKTOP,
    Client.OFFLINE_WEB: Concern.OFFLINE,
    Client.NATIVE: Concern.NATIVE,
    Client.BOT: Concern.BOT,
    Client.EXTENSION: Concern.EXTENSION,
    Client.FIRMWARE: Concern.FIRMWARE,
    Client.WEB: Concern.BROWSER,
}
"""What somebody says who asks for it by name."""


def client_description(shape: Shape, things: str) -> str:
    """What people do there, and why it is of this kind."""
    reasons = {
        Client.COMMAND: f"Reads its arguments and input, works on {things} and prints the result",
        Client.LIBRARY: f"Called by other programs; works on {things}",
        Client.DESKTOP: f"Where {things} are entered and seen on one computer",
        Client.OFFLINE_WEB: f"Where {things} are entered and seen, with or without a network",
        Client.NATIVE: f"Where people see and change {things} on their phones",
        Client.BOT: f"Where people see and change {things} by chat messages",
        Client.EXTENSION: f"Where people see and change {things} beside the page they read",
        Client.FIRMWARE: "Runs in the device: measures, decides, sleeps, and sends what is due",
        Client.WEB: f"Where people see and change {things} in a browser, without installing anything",
    }
    return reasons[shape.client]
