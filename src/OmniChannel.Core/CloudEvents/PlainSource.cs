namespace OmniChannel;

/// <summary>Sources that are no URI references, such as "my shop": an event has them escaped, and beside that as they are, so that whoever reads it knows by source and id what was counted already. Pure.</summary>
internal static class PlainSource
{
    /// <summary>The extension attribute that holds the source as it is.</summary>
    public const string Attribute = "plainsource";

    /// <summary>The event with this source.</summary>
    public static CloudEvent Carry(CloudEvent built, string source)
    {
        var reference = UriText.Reference(source);
        return reference == source || CloudEventRules.ProblemOf(Attribute, source) is not null ? built with { Source = reference }
            : built with { Source = reference, Extensions = new Dictionary<string, CloudEventValue>(built.Extensions, StringComparer.Ordinal) { [Attribute] = new CloudEventValue(source) } };
    }

    /// <summary>The source as it is. What is beside it counts only where it says the same.</summary>
    public static string Of(CloudEvent read) => IsCarried(read, out var source) ? source : read.Source;

    /// <summary>Whether the event has its source beside it as it is.</summary>
    public static bool IsCarried(CloudEvent read, out string source)
    {
        source = read.Extensions.TryGetValue(Attribute, out var plain) && plain.Kind == CloudEventValueKind.Text ? plain.Text : "";
        return source.Length > 0 && source != read.Source && UriText.Reference(source) == read.Source;
    }
}
