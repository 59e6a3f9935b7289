namespace OmniChannel;

/// <summary>Reads landing addresses and referrers. Bounded in length and parts; what is wrong is a sentence, never an exception.</summary>
internal static class AcquisitionReader
{
    public const int MaxAddress = 4000;
    private const int MaxParameters = 100;
    private const int MaxValue = 200;
    private const int MaxClickId = 500;

    public static AcquisitionReadResult Read(string? landing, string? referrer)
    {
        if (landing is { Length: > MaxAddress } || referrer is { Length: > MaxAddress })
        {
            return Wrong($"The {(landing is { Length: > MaxAddress } ? "landing address" : "referrer")} has more than {MaxAddress} characters.");
        }

        var source = new AcquisitionSource();
        if (landing is not null && Parameters(landing, ref source) is { } problem)
        {
            return Wrong(problem);
        }

        if (!string.IsNullOrEmpty(referrer))
        {
            if (!Uri.TryCreate(referrer, UriKind.Absolute, out var from) || from.Host.Length is 0 or > MaxValue || from.Scheme is not ("http" or "https" or "android-app" or "ios-app"))
            {
                return Wrong("The referrer is no absolute http or https address, nor that of an app.");
            }

            var host = Bare(from.IdnHost);
            source = host == HostOf(landing) ? source : source with { Referrer = host };
        }

        var whole = Completed(source);
        return new AcquisitionReadResult { Source = whole == new AcquisitionSource() ? null : whole };
    }

    /// <summary>What a click id or the referrer says where the parameters say nothing.</summary>
    private static AcquisitionSource Completed(AcquisitionSource source)
    {
        if (source.ClickIdName is { } name && AdNetworks.Clicks[name] is var click)
        {
            source = source with { Network = click.Network, Source = source.Source ?? click.Source, Medium = source.Medium ?? click.Medium, Channel = click.Channel };
        }
        else if (source.Referrer is { } host && source.Source is null && source.Medium is null)
        {
            var site = AdNetworks.Site(host);
            source = source with { Source = site.Source, Medium = site.Medium };
        }

        return source.Channel is null ? source with { Channel = AdNetworks.ChannelOf(source.Source, source.Medium) } : source;
    }

    /// <returns>What is wrong; null when nothing is.</returns>
    private static string? Parameters(string landing, ref AcquisitionSource source)
    {
        var query = landing.AsSpan();
        query = query.IndexOf('?') is var mark and >= 0 ? query[(mark + 1)..] : default;
        query = query.IndexOf('#') is var end and >= 0 ? query[..end] : query;
        var count = 0;
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (++count > MaxParameters)
            {
                return $"The landing address has more than {MaxParameters} parameters.";
            }

            var equal = pair.IndexOf('=');
            if (equal > 0 && equal < pair.Length - 1 && Take(pair[..equal], pair[(equal + 1)..], ref source) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>Of a parameter that stands twice the first holds.</summary>
    private static string? Take(ReadOnlySpan<char> name, ReadOnlySpan<char> raw, ref AcquisitionSource source)
    {
        var isClick = AdNetworks.Clicks.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out _);
        if (!isClick && !name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var value = Uri.UnescapeDataString(raw.ToString().Replace('+', ' ')).Trim();
        if (value.Length > (isClick ? MaxClickId : MaxValue))
        {
            return $"The parameter '{Short(name)}' has {value.Length} characters; at most {(isClick ? MaxClickId : MaxValue)} are read.";
        }

        if (value.Any(char.IsControl) || Text.HasLoneSurrogate(value))
        {
            return $"The parameter '{Short(name)}' has control characters or is no valid text.";
        }

        if (value.Length == 0)
        {
            return null;
        }

        source = isClick
            ? source.ClickId is null ? source with { ClickIdName = name.ToString().ToLowerInvariant(), ClickId = value } : source
            : name.ToString().ToLowerInvariant() switch
            {
                "utm_source" => source with { Source = source.Source ?? value.ToLowerInvariant() },
                "utm_medium" => source with { Medium = source.Medium ?? value.ToLowerInvariant() },
                "utm_campaign" => source with { Campaign = source.Campaign ?? value },
                "utm_term" => source with { Term = source.Term ?? value },
                "utm_content" => source with { Content = source.Content ?? value },
                _ => source,
            };
        return null;
    }

    private static string? HostOf(string? address) => address is not null && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? Bare(uri.IdnHost) : null;

    private static string Bare(string host)
    {
        var lower = host.ToLowerInvariant();
        return lower.StartsWith("www.", StringComparison.Ordinal) ? lower[4..] : lower;
    }

    private static string Short(ReadOnlySpan<char> name) => name.Length <= 40 ? name.ToString() : string.Concat(name[..40], "…");

    private static AcquisitionReadResult Wrong(string problem) => new() { Problem = problem };
}
