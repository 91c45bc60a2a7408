// A real OpenID Connect provider for tests, on loopback, with a key made for this run and a handful of people.
// Its login page is a list of links: who, and how strongly. Prints its port when it is ready.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const people = {
  anna: { given_name: "Anna", family_name: "de Wit", email: "anna@elders.example", email_verified: true },
  bart: { given_name: "Bart", family_name: "Smit", email: "bart@elders.example", email_verified: false },
  nobody: { email: "naamloos@elders.example", email_verified: true },
  paper: { name: "Wim Papier" },
};
const [callback, port] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;
const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "vakwerk",
      client_secret: "geheim-voor-de-test",
      redirect_uris: callback.split(","),
      response_types: ["code"],
      grant_types: ["authorization_code"],
      token_endpoint_auth_method: "client_secret_post",
    },
  ],
  jwks: { keys: [{ ...key, kid: "test", alg: "RS256", use: "sig" }] },
  cookies: { keys: [randomBytes(32).toString("hex")] },
  pkce: { required: () => true },
  acrValues: ["urn:weak", "urn:strong"],
  claims: { openid: ["sub"], profile: ["name", "given_name", "family_name"], email: ["email", "email_verified"] },
  features: { devInteractions: { enabled: false } },
  ttl: { IdToken: 60, AccessToken: 600, AuthorizationCode: 600, Interaction: 600, Session: 600, Grant: 600 },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  async loadExistingGrant(context) {
    const grant = new context.oidc.provider.Grant({
      clientId: context.oidc.client.clientId,
      accountId: context.oidc.session.accountId,
    });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
});

const oidc = provider.callback();
const server = createServer(async (request, response) => {
  const [, room, uid, who, how] = request.url.split("?")[0].split("/");
  if (room !== "interaction") return oidc(request, response);
  if (who === "stop") {
    return provider.interactionFinished(request, response, { error: "access_denied" });
  }
  if (who) {
    const acr = { weak: "urn:weak", strong: "urn:strong" }[how];
    return provider.interactionFinished(request, response, { login: { accountId: who, acr, remember: false } });
  }
  const links = Object.keys(people).flatMap((name) =>
    ["weak", "strong"].map((way) => `<li><a href="/interaction/${uid}/${name}/${way}">${name} ${way}</a></li>`),
  );
  response.setHeader("content-type", "text/html");
  response.end(`<!doctype html><html lang="nl"><title>Wie ben je?</title><ul>${links.join("")}</ul></html>`);
});
server.listen(Number(port), "127.0.0.1", () => console.log("ready"));
