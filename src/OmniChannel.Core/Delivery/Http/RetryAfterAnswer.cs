using System.Globalization;
using System.Net;
using System.Text.Json;

namespace OmniChannel.Delivery;

/// <summary>Finds in an answer when to come again, by the rules of its provider.</summary>
internal static class RetryAfterAnswer
{
    internal static TimeSpan? Read(IReadOnlyList<RetryAfterRule> rules, HttpResponseMessage response, ReadOnlyMemory<byte> body, DateTimeOffset now, TimeSpan max)
    {
        var headers = response.Headers.NonValidated;
        var date = headers.TryGetValues("Date", out var sent) ? sent.ToString() : null;
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            var value = rule.HeaderName is { } name ? headers.TryGetValues(name, out var values) ? values.ToString() : null : InBody(body, rule.JsonPath!);
            var isHeard = rule.HeaderName is null || response.StatusCode == HttpStatusCode.TooManyRequests || rule.HeaderName.Equals("Retry-After", StringComparison.OrdinalIgnoreCase);
            if (isHeard && RetryAfterText.Read(value, rule.Form, date, now, max) is { } wait)
            {
                return wait;
            }
        }

        return null;
    }

    /// <summary>The number at a path, part of a second counted as a whole one; null for none, and for a body that is no JSON.</summary>
    private static string? InBody(ReadOnlyMemory<byte> body, string path)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var at = json.RootElement;
            foreach (var member in path.Split('.'))
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(member, out at))
                {
                    return null;
                }
            }

            return at.ValueKind switch
            {
                JsonValueKind.String => at.GetString(),
                JsonValueKind.Number when at.TryGetDecimal(out var number) && number is > 0 and < long.MaxValue => decimal.Ceiling(number).ToString(CultureInfo.InvariantCulture),
                _ => null,
            };
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return null; // an answer in another form, or with a text that is none (half a surrogate pair), says nothing here; its status is judged all the same
        }
    }
}
