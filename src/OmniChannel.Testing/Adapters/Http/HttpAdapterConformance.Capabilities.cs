using OmniChannel.Delivery;

namespace OmniChannel.Testing;

public static partial class HttpAdapterConformance
{
    private static IEnumerable<ConformanceCase<Func<Uri, HttpAdapterUnderTest>>> Capabilities() =>
    [
        Case("Send_WhatTheChannelCan_IsAccepted", "The capabilities of the channel are true of the adapter: the longest text, title and buttons that they let through are sent.", async (create, token) =>
        {
            var described = create(Nowhere);
            (described.Adapter as IDisposable)?.Dispose();
            foreach (var (name, content) in Longest(described.Capabilities, described.Content))
            {
                var exchange = await ExchangeAsync(create, subject => subject.Good, token, message => message with { Content = content }).ConfigureAwait(false);
                Is(exchange, $"a message with {name}, which the capabilities let through", AttemptResult.Accepted);
                Expect.Equal(1, exchange.Requests.Count, "The number of requests");
            }
        }),
        Case("Send_BeyondALimit_IsRejectedWithoutACall", "What just reaches a limit of the provider is sent; what is one beyond it is Rejected for the message's fault, and nothing is called.", async (create, token) =>
        {
            var described = create(Nowhere);
            (described.Adapter as IDisposable)?.Dispose();
            for (var i = 0; i < described.Limits.Count; i++)
            {
                var at = i;
                var limit = described.Limits[at];
                var within = await ExchangeAsync(create, subject => subject.Good, token, message => limit.With(message, limit.Most)).ConfigureAwait(false);
                Is(within, $"a message at the limit of {limit.Most} {limit.Name}", AttemptResult.Accepted);
                Expect.Equal(1, within.Requests.Count, $"The number of requests at the limit of {limit.Most} {limit.Name}");
                var beyond = await ExchangeAsync(create, subject => subject.Good, token, message => limit.With(message, limit.Most + 1)).ConfigureAwait(false);
                Is(beyond, $"a message beyond the limit of {limit.Most} {limit.Name}", AttemptResult.Rejected, AttemptFault.Message);
                Expect.Equal(0, beyond.Requests.Count, $"The number of requests beyond the limit of {limit.Most} {limit.Name}");
                Expect.That(!string.IsNullOrWhiteSpace(beyond.Outcome.Detail), $"What is beyond {limit.Most} {limit.Name} is refused without a word.");
            }
        }),
    ];

    /// <summary>The content with as much of each part as the capabilities allow, in narrow letters and in wide ones.</summary>
    private static IEnumerable<(string Name, RenderedContent Content)> Longest(ChannelCapabilities can, RenderedContent content)
    {
        foreach (var letter in "aü€")
        {
            var full = content with
            {
                Text = can.TextLimit is { } text ? Fill(letter, content.Image is null ? text : can.TextLimitWithImage ?? text) : content.Text,
                Subject = can.SubjectLimit is { } subject ? Fill(letter, subject) : content.Subject,
            };
            yield return ($"as many '{letter}' as fit", full);
            if (can.MaxButtons > 0)
            {
                yield return ($"{can.MaxButtons} buttons", full with
                {
                    Text = can.TextLimitWithButtons is { } above ? Fill(letter, above) : full.Text,
                    Buttons = [.. Enumerable.Range(0, can.MaxButtons).Select(at => Fill(letter, can.ButtonLimit ?? new() { Max = 20, Unit = TextUnit.Utf16 })[..^1] + at)],
                });
            }
        }
    }

    /// <summary>The longest text of one letter within a limit.</summary>
    private static string Fill(char letter, TextLimit limit)
    {
        var (low, high) = (1, 200_000);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = TextLength.Count(new string(letter, middle), limit.Unit) <= limit.Max ? (middle, high) : (low, middle - 1);
        }

        return new string(letter, low);
    }
}
