using System.Collections.Frozen;

namespace OmniChannel;

/// <summary>The parameters by which ad networks mark clicks, and the sites that are searched or shared on. What a click id means is the network's own documentation; fbclid marks unpaid links too.</summary>
internal static class AdNetworks
{
    public static readonly FrozenDictionary<string, AdClick> Clicks = new Dictionary<string, AdClick>(StringComparer.OrdinalIgnoreCase)
    {
        ["gclid"] = new("google-ads", "google", "cpc", Channel.SearchAds),
        ["gbraid"] = new("google-ads", "google", "cpc", Channel.SearchAds),
        ["wbraid"] = new("google-ads", "google", "cpc", Channel.SearchAds),
        ["dclid"] = new("google-display", "google", "display", Channel.DisplayAds),
        ["msclkid"] = new("microsoft-ads", "bing", "cpc", Channel.SearchAds),
        ["yclid"] = new("yandex-direct", "yandex", "cpc", Channel.SearchAds),
        ["fbclid"] = new("meta", "facebook", "social", Channel.FacebookPage),
        ["ttclid"] = new("tiktok-ads", "tiktok", "cpc", Channel.TikTok),
        ["twclid"] = new("x-ads", "x", "cpc", Channel.X),
        ["li_fat_id"] = new("linkedin-ads", "linkedin", "cpc", Channel.LinkedIn),
        ["sccid"] = new("snapchat-ads", "snapchat", "cpc", Channel.Snapchat),
        ["epik"] = new("pinterest-ads", "pinterest", "cpc", null),
        ["rdt_cid"] = new("reddit-ads", "reddit", "cpc", null),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sites by the first label that names them: "google" of google.co.uk.</summary>
    private static readonly FrozenDictionary<string, (string Source, string Medium)> Sites = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["google"] = ("google", "organic"),
        ["bing"] = ("bing", "organic"),
        ["duckduckgo"] = ("duckduckgo", "organic"),
        ["ecosia"] = ("ecosia", "organic"),
        ["yahoo"] = ("yahoo", "organic"),
        ["yandex"] = ("yandex", "organic"),
        ["baidu"] = ("baidu", "organic"),
        ["facebook"] = ("facebook", "social"),
        ["instagram"] = ("instagram", "social"),
        ["linkedin"] = ("linkedin", "social"),
        ["lnkd"] = ("linkedin", "social"),
        ["tiktok"] = ("tiktok", "social"),
        ["youtube"] = ("youtube", "social"),
        ["pinterest"] = ("pinterest", "social"),
        ["reddit"] = ("reddit", "social"),
        ["snapchat"] = ("snapchat", "social"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Channel> SourceChannels = new Dictionary<string, Channel>(StringComparer.Ordinal)
    {
        ["facebook"] = Channel.FacebookPage,
        ["instagram"] = Channel.Instagram,
        ["linkedin"] = Channel.LinkedIn,
        ["tiktok"] = Channel.TikTok,
        ["youtube"] = Channel.YouTube,
        ["snapchat"] = Channel.Snapchat,
        ["x"] = Channel.X,
        ["twitter"] = Channel.X,
        ["whatsapp"] = Channel.WhatsApp,
        ["telegram"] = Channel.Telegram,
        ["messenger"] = Channel.Messenger,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a referring host stands for; a host of nobody in particular for itself.</summary>
    public static (string Source, string Medium) Site(string host)
    {
        if (host is "t.co" or "x.com" or "twitter.com")
        {
            return ("x", "social");
        }

        // The label before the public ending: of google.co.uk the third from the end, of www.bing.com the second.
        var labels = host.Split('.');
        for (var i = Math.Max(0, labels.Length - 3); i < labels.Length - 1; i++)
        {
            if (Sites.TryGetValue(labels[i], out var site))
            {
                return site;
            }
        }

        return (host, "referral");
    }

    /// <summary>The channel that source and medium speak of; null when it cannot be told.</summary>
    public static Channel? ChannelOf(string? source, string? medium) => medium switch
    {
        "email" or "e-mail" or "newsletter" => Channel.Email,
        "sms" or "text" => Channel.Sms,
        "push" => Channel.Push,
        "web-push" => Channel.WebPush,
        "cpc" or "ppc" or "paidsearch" or "paid-search" when source is null || !SourceChannels.ContainsKey(source) => Channel.SearchAds,
        "display" or "banner" or "cpm" => Channel.DisplayAds,
        "qr" or "print" or "offline" => Channel.Print,
        "tv" => Channel.Tv,
        "affiliate" or "refer-a-friend" => Channel.Referral,
        _ => source is not null && SourceChannels.TryGetValue(source, out var channel) ? channel : null,
    };
}

/// <summary>What a click id says of a click.</summary>
internal sealed record AdClick(string Network, string Source, string Medium, Channel? Channel);
