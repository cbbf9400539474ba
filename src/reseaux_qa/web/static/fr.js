// The page speaks French whatever the language of the browser.
for (const [name, value] of [["language", "fr"], ["languages", ["fr"]]]) {
  Object.defineProperty(navigator, name, { get: () => value });
}

// Gradio names these parts in English, and takes a whole message, tags included, as its name.
const names = [
  [/^chatbot conversation/, "Conversation"],
  [/^bot's message/, "Réponse"],
  [/^user's message/, "Question"],
  [/^Loading response/, "Réponse en cours"],
  [/^Close$/, "Fermer"],
];
// These it says in English in every language.
const phrases = new Map([
  ["Error", "Erreur"],
  ["Connection to the server was lost. Attempting reconnection...", "La connexion est coupée. Nouvel essai…"],
]);

function translate() {
  for (const part of document.querySelectorAll("[aria-label]")) {
    const [, french] = names.find(([english]) => english.test(part.ariaLabel)) ?? [];
    if (french) part.ariaLabel = french;
  }
  for (const part of document.querySelectorAll(".toast-wrap *")) {
    const french = phrases.get(part.textContent.trim());
    if (french && !part.children.length) part.textContent = french;
  }
}

new MutationObserver(translate).observe(document, { subtree: true, childList: true, attributeFilter: ["aria-label"] });
