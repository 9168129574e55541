/* On the page for what is not there, where the build was not told the site's address: this file was found, so its
   own address tells where the site begins, and the links start from there. */
const root = new URL("..", import.meta.url);
for (const link of document.querySelectorAll("a[data-to]")) link.href = new URL(link.dataset.to, root).href;
