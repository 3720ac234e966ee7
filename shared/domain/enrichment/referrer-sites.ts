/** What a site is to those who come from it. */
export type SiteKind = 'search' | 'social' | 'video' | 'shopping' | 'email' | 'assistant';

/** Brands, each by the name that campaigns use, with their domains; `brand.*` is the brand under any country's domain. */
const sites: Readonly<
  Record<SiteKind, readonly (readonly [name: string, ...domains: string[]])[]>
> = {
  search: [
    ['google', 'google.*', 'com.google.android.googlequicksearchbox'],
    ['bing', 'bing.com', 'cn.bing.com'],
    ['yahoo', 'yahoo.*', 'search.yahoo.com', 'search.yahoo.co.jp'],
    ['duckduckgo', 'duckduckgo.com', 'ddg.gg', 'com.duckduckgo.mobile.android'],
    ['yandex', 'yandex.*', 'ya.ru'],
    ['baidu', 'baidu.com'],
    ['ecosia', 'ecosia.org'],
    ['qwant', 'qwant.com'],
    ['startpage', 'startpage.com'],
    ['brave', 'search.brave.com'],
    ['kagi', 'kagi.com'],
    ['naver', 'naver.com'],
    ['daum', 'daum.net'],
    ['seznam', 'seznam.cz'],
    ['sogou', 'sogou.com'],
    ['so.com', 'so.com'],
    ['ask', 'ask.com'],
    ['aol', 'search.aol.com', 'aol.com'],
    ['coccoc', 'coccoc.com'],
    ['petal', 'petalsearch.com'],
    ['mojeek', 'mojeek.com'],
    ['swisscows', 'swisscows.com'],
    ['lycos', 'lycos.com'],
    ['rambler', 'rambler.ru'],
    ['dogpile', 'dogpile.com'],
  ],
  social: [
    ['facebook', 'facebook.com', 'fb.com', 'fb.me', 'com.facebook.katana'],
    ['fb', 'fb.watch'],
    ['instagram', 'instagram.com', 'com.instagram.android'],
    ['ig', 'ig.me'],
    ['meta', 'meta.com'],
    ['messenger', 'messenger.com', 'm.me'],
    ['threads', 'threads.net', 'threads.com'],
    ['twitter', 'twitter.com', 't.co', 'com.twitter.android'],
    ['x', 'x.com'],
    ['linkedin', 'linkedin.com', 'lnkd.in', 'com.linkedin.android'],
    ['pinterest', 'pinterest.*', 'pin.it', 'com.pinterest'],
    ['reddit', 'reddit.com', 'redd.it', 'com.reddit.frontpage'],
    ['tiktok', 'tiktok.com'],
    ['snapchat', 'snapchat.com'],
    ['whatsapp', 'whatsapp.com', 'wa.me', 'com.whatsapp'],
    ['telegram', 'telegram.org', 't.me', 'org.telegram.messenger'],
    ['discord', 'discord.com', 'discord.gg'],
    ['slack', 'slack.com', 'com.slack'],
    ['bluesky', 'bsky.app'],
    ['mastodon', 'mastodon.social'],
    ['tumblr', 'tumblr.com'],
    ['quora', 'quora.com'],
    ['hackernews', 'news.ycombinator.com'],
    ['vk', 'vk.com', 'vk.ru'],
    ['ok', 'ok.ru'],
    ['weibo', 'weibo.com', 'weibo.cn'],
    ['wechat', 'weixin.qq.com', 'wechat.com'],
    ['douyin', 'douyin.com'],
    ['zhihu', 'zhihu.com'],
    ['line', 'line.me'],
    ['kakao', 'kakao.com'],
    ['xing', 'xing.com'],
    ['nextdoor', 'nextdoor.com'],
    ['medium.com', 'medium.com'],
  ],
  video: [
    ['youtube', 'youtube.com', 'youtu.be', 'com.google.android.youtube'],
    ['vimeo', 'vimeo.com'],
    ['twitch', 'twitch.tv'],
    ['dailymotion', 'dailymotion.com'],
    ['bilibili', 'bilibili.com'],
    ['rumble', 'rumble.com'],
    ['hulu', 'hulu.com'],
    ['netflix', 'netflix.com'],
  ],
  shopping: [
    ['amazon', 'amazon.*'],
    ['ebay', 'ebay.*'],
    ['etsy', 'etsy.com'],
    ['walmart', 'walmart.com'],
    ['target', 'target.com'],
    ['alibaba', 'alibaba.com'],
    ['aliexpress', 'aliexpress.com', 'aliexpress.us'],
    ['rakuten', 'rakuten.*'],
    ['mercadolibre', 'mercadolibre.*', 'mercadolivre.com.br'],
    ['zalando', 'zalando.*'],
    ['idealo', 'idealo.*'],
    ['shopee', 'shopee.*'],
    ['temu', 'temu.com'],
    ['google shopping', 'shopping.google.com'],
  ],
  email: [
    ['gmail', 'mail.google.com', 'com.google.android.gm'],
    ['outlook', 'outlook.live.com', 'outlook.office.com', 'outlook.office365.com'],
    ['yahoo mail', 'mail.yahoo.com', 'mail.yahoo.co.jp'],
    ['proton', 'mail.proton.me'],
    ['mail.ru', 'e.mail.ru'],
  ],
  assistant: [
    ['chatgpt', 'chatgpt.com', 'chat.openai.com'],
    ['perplexity', 'perplexity.ai'],
    ['gemini', 'gemini.google.com'],
    ['copilot', 'copilot.microsoft.com'],
    ['mistral', 'chat.mistral.ai'],
    ['deepseek', 'chat.deepseek.com'],
    ['grok', 'grok.com'],
    ['meta ai', 'meta.ai'],
    ['poe', 'poe.com'],
  ],
};

const kindOfName = new Map<string, SiteKind>();
const kindOfDomain = new Map<string, SiteKind>();
for (const [kind, brands] of Object.entries(sites) as [SiteKind, (typeof sites)[SiteKind]][]) {
  for (const [name, ...domains] of brands) {
    kindOfName.set(name, kind);
    for (const domain of domains) kindOfDomain.set(domain, kind);
  }
}

/** A country's domain, or a generic one: `de`, `com`, `co.uk`. */
const topLevel = /^(?:com|net|org|[a-z]{2}|com?\.[a-z]{2})$/;

/** What the site of a host is, by its longest known domain. A host that says itself to be a webmailer is one. */
export function kindOfHost(host: string): SiteKind | undefined {
  const labels = host.split('.');
  for (let start = 0; start < labels.length; start += 1) {
    const domain = labels.slice(start).join('.');
    const known = kindOfDomain.get(domain);
    if (known !== undefined) return known;
    const brand = kindOfDomain.get(`${labels[start]}.*`);
    if (brand !== undefined && topLevel.test(labels.slice(start + 1).join('.'))) return brand;
  }
  return labels[0] === 'mail' || labels[0] === 'webmail' ? 'email' : undefined;
}

/** What the source of a campaign is, by its name (`google`) or its domain (`m.facebook.com`). */
export const kindOfSource = (source: string): SiteKind | undefined =>
  kindOfName.get(source) ?? (source.includes('.') ? kindOfHost(source) : undefined);
