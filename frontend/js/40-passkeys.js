// Passkeys: the one place in Vakwerk that can not do without a script. Forms with data-passkey are hidden until we know
// that the browser can do it: "login" asks the server for a challenge first, "get" and "add" have it in the page.
const known = Boolean(window.PublicKeyCredential && navigator.credentials);
const toBytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};
const toText = (buffer) => {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
};
const list = (credentials) => (credentials || []).map((one) => ({ ...one, id: toBytes(one.id) }));

async function create(options) {
  const key = options.publicKey;
  const made = await navigator.credentials.create({
    publicKey: {
      ...key,
      challenge: toBytes(key.challenge),
      user: { ...key.user, id: toBytes(key.user.id) },
      excludeCredentials: list(key.excludeCredentials),
      // Kept on the device and behind a finger, a face or a PIN: else one could not log in with it alone.
      authenticatorSelection: {
        ...key.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    },
  });
  const answer = made.response;
  return {
    ...common(made),
    response: {
      clientDataJSON: toText(answer.clientDataJSON),
      attestationObject: toText(answer.attestationObject),
      transports: answer.getTransports ? answer.getTransports() : [],
    },
  };
}

async function get(options) {
  const key = options.publicKey;
  const made = await navigator.credentials.get({
    publicKey: { ...key, challenge: toBytes(key.challenge), allowCredentials: list(key.allowCredentials) },
  });
  const answer = made.response;
  return {
    ...common(made),
    response: {
      clientDataJSON: toText(answer.clientDataJSON),
      authenticatorData: toText(answer.authenticatorData),
      signature: toText(answer.signature),
      userHandle: answer.userHandle ? toText(answer.userHandle) : null,
    },
  };
}

const common = (made) => ({
  id: made.id,
  rawId: toText(made.rawId),
  type: made.type,
  clientExtensionResults: made.getClientExtensionResults(),
  authenticatorAttachment: made.authenticatorAttachment,
});

async function options(form) {
  if (form.dataset.passkey !== "login") {
    const data = JSON.parse(document.getElementById("passkey-options").textContent);
    return data.creation_options || data.request_options;
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).request_options;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!known) continue;
  form.hidden = false;
  const fault = form.querySelector("[data-passkey-fault]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    if (fault) fault.hidden = true;
    try {
      const asked = await options(form);
      const made = form.dataset.passkey === "add" ? await create(asked) : await get(asked);
      form.querySelector("[name=credential]").value = JSON.stringify(made);
      form.submit();
    } catch {
      if (fault) fault.hidden = false;
      delete form.dataset.busy;
      delete form.dataset.sent;
    }
  });
}
if (!known) for (const note of document.querySelectorAll("[data-passkey-unknown]")) note.hidden = false;

// A button that prints is only there when it can.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
