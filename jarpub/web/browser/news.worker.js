// One stream of news for all tabs: a browser has six connections to a server, and this lives as long as one of the tabs.
"use strict";

const news = new BroadcastChannel("news");

function listen() {
  const events = new EventSource("/now/events");
  events.onopen = () => news.postMessage({ opened: true });
  events.onmessage = (event) => news.postMessage(JSON.parse(event.data));
  events.onerror = () => {
    news.postMessage({ stopped: true });
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 1000); // else it tries again by itself
  };
}

listen();
