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

// A new question goes to the top, so that its answer is read from its beginning.
let questions = 0;

function follow() {
  const asked = document.querySelectorAll("#conversation [data-testid=user]");
  if (asked.length > questions) requestAnimationFrame(() => asked[asked.length - 1].scrollIntoView({ block: "start" }));
  questions = asked.length;
}

new MutationObserver(() => (translate(), follow())).observe(document, { subtree: true, childList: true, attributeFilter: ["aria-label"] });

// Gradio says nothing of a refusal that comes before it (too many questions, too long a text): this does.
function tell(message) {
  document.getElementById("refused")?.remove();
  if (!message) return;
  const alert = document.createElement("p");
  Object.assign(alert, { id: "refused", role: "alert", textContent: message });
  document.body.append(alert);
}

const ask = window.fetch;
window.fetch = async (...request) => {
  const asking = String(request[0]?.url ?? request[0]).includes("/gradio_api/run/");
  if (asking) tell("");
  const response = await ask(...request);
  if (asking && !response.ok) {
    const said = await response.clone().json().catch(() => ({}));
    tell(said.error ?? "Une erreur est survenue. Réessayez dans un instant.");
  }
  return response;
};

// Copy and vote: one listener, since Gradio draws the messages anew with each answer.
async function copy(button, message) {
  await navigator.clipboard.writeText(message.querySelector(".said").innerText.trim());
  button.textContent = "Copié";
}

async function vote(button, up) {
  await fetch("/api/v1/vote", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ vote: up ? "up" : "down" }),
  });
  for (const other of button.parentElement.querySelectorAll("[class^=vote]")) other.disabled = true;
  button.textContent = "Merci !";
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.(".actions button");
  if (!button) return;
  const message = button.closest(".message-content");
  const done = button.className === "copy" ? copy(button, message) : vote(button, button.className === "vote-up");
  done.catch(() => (button.textContent = "Impossible ici"));
});
