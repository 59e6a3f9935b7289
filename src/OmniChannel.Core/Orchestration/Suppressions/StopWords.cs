using System.Collections.Frozen;

namespace OmniChannel;

/// <summary>What a person writes to hear nothing more, or again: the words that carriers and the FCC (47 CFR 64.1200(a)(10)) name for text messages; elsewhere fewer, because "cancel" may mean an order.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> Text = new[] { "stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", "opt out", "stopp" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Elsewhere = new[] { "stop", "stopall", "stop all", "unsubscribe", "optout", "opt out", "stopp" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Again = new[] { "start", "unstop" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool IsStop(Channel channel, string text) => (channel == Channel.Sms ? Text : Elsewhere).Contains(Bare(text));

    public static bool IsStart(string text) => Again.Contains(Bare(text));

    private static string Bare(string text) => text.Length > 40 ? "" : text.Trim().TrimEnd('.', '!').TrimEnd();
}
