/*
 * walk.mjs - from page to page by links, a few of each route
 *
 *   const steps = walk(routes, ["/"]);
 *   for (let s = steps.next(); !s.done; s = steps.next(links)) look at s.value.path;
 */
const PAGES_A_SHAPE = 2; /* of /cases/1, /cases/2, ... */

/* What the program answers, from the most exact route to the one that takes all. */
export const routesOf = (run) => {
  const weight = (route) => route.replace(/\{[^}]*\}/g, "").length - (route.includes("...") ? 1000 : 0);
  const pattern = (route) => new RegExp(`^${route.split(/(\{[^}]*\})/).map((part) =>
    part.startsWith("{") ? part.includes("...") ? ".+" : "[^/]+" : part.replaceAll(".", "\\.")).join("")}$`);
  return run(["routes"]).stdout.split("\n").filter((line) => line.startsWith("GET "))
    .map((line) => line.split(/\s+/)[1]).filter((route) => !route.startsWith("/api/"))
    .sort((a, b) => weight(b) - weight(a)).map((route) => ({ route, pattern: pattern(route) }));
};

export const routeOf = (routes, path) =>
  routes.find(({ pattern }) => pattern.test(path.replace(/[?#].*/, "")))?.route;

/* A list, and the same list filtered, have each a shape of their own. */
const shapeOf = (routes, path) => routeOf(routes, path) + (path.includes("?") ? "?" : "");

export function* walk(routes, starts) {
  const seen = new Set(), shapes = new Map(), queue = [...starts];
  while (queue.length > 0) {
    const path = queue.shift(), shape = shapeOf(routes, path), count = shapes.get(shape) ?? 0;
    if (seen.has(path) || count >= PAGES_A_SHAPE) continue;
    seen.add(path);
    shapes.set(shape, count + 1);
    queue.push(...(yield { path, first: count === 0 }) ?? []);
  }
}

/* Of a page as it was sent. */
export const linksIn = (html, base) => [...html.matchAll(/<a\s[^>]*?href="([^"]*)"[^>]*>/g)]
  .filter(([tag]) => !/\sdownload\b/.test(tag))
  .map(([, href]) => new URL(href.replaceAll("&amp;", "&"), base))
  .filter((u) => u.origin === new URL(base).origin)
  .map((u) => u.pathname + u.search);

export const isPage = (reply) => reply.status() < 400 && (reply.headers()["content-type"] ?? "").startsWith("text/html");

/* Not a file's content, which may be gigabytes. */
export const ask = (requests, path) => path.includes("/files/") ? requests.head(path) : requests.get(path);
