using System.Globalization;
using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Delivery;

namespace OmniChannel.Tests.Delivery.Http;

/// <summary>Every dialect in which a provider says when to come again. It is noon on our clock.</summary>
public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(RetryAfterForm.Standard, "120", 120)]
    [InlineData(RetryAfterForm.Standard, " 7 ", 7)]
    [InlineData(RetryAfterForm.Standard, "Sun, 22 Nov 2026 12:01:30 GMT", 90)]
    [InlineData(RetryAfterForm.Standard, "Sunday, 22-Nov-26 12:01:30 GMT", 90)]
    [InlineData(RetryAfterForm.Standard, "Sun Nov 22 12:01:30 2026", 90)]
    [InlineData(RetryAfterForm.Standard, "99999999999999999999", 3600)]
    [InlineData(RetryAfterForm.Standard, "Sun, 22 Nov 2026 11:59:59 GMT", null)] // it has passed
    [InlineData(RetryAfterForm.Standard, "0", null)]
    [InlineData(RetryAfterForm.Standard, "-5", null)]
    [InlineData(RetryAfterForm.Standard, "soon", null)]
    [InlineData(RetryAfterForm.Standard, "2026-11-22T12:01:30Z", null)]
    [InlineData(RetryAfterForm.Standard, "", null)]
    [InlineData(RetryAfterForm.EpochSeconds, "1795348890", 90)]
    [InlineData(RetryAfterForm.EpochSeconds, "1795348800", null)] // now
    [InlineData(RetryAfterForm.EpochSeconds, "1795340000", null)]
    [InlineData(RetryAfterForm.EpochSeconds, "90", null)] // 1970
    [InlineData(RetryAfterForm.EpochSeconds, "9999999999", 3600)]
    [InlineData(RetryAfterForm.Iso8601, "2026-11-22T12:01:30Z", 90)]
    [InlineData(RetryAfterForm.Iso8601, "2026-11-22T12:01:30.000Z", 90)]
    [InlineData(RetryAfterForm.Iso8601, "2026-11-22T14:01:30+02:00", 90)]
    [InlineData(RetryAfterForm.Iso8601, "2026-11-22T12:01:30.0", 90)]
    [InlineData(RetryAfterForm.Iso8601, "2026-11-22T10:00:00Z", null)]
    [InlineData(RetryAfterForm.Iso8601, "90", null)]
    [InlineData(RetryAfterForm.SecondsOrEpoch, "90", 90)] // Resend
    [InlineData(RetryAfterForm.SecondsOrEpoch, "1795348890", 90)] // Bluesky
    [InlineData(RetryAfterForm.SecondsOrEpoch, "999999999", 3600)]
    [InlineData(RetryAfterForm.SecondsOrEpoch, "1000000000", null)] // 2001
    [InlineData(RetryAfterForm.SecondsOrEpoch, "0", null)]
    public void Read_OfEachForm_IsAWait(RetryAfterForm form, string value, int? seconds) =>
        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, RetryAfterText.Read(value, form, null, Noon, Hour));

    /// <summary>An instant is measured against the clock that wrote it.</summary>
    [Theory]
    [InlineData(RetryAfterForm.Standard, "Sun, 22 Nov 2026 12:00:30 GMT")]
    [InlineData(RetryAfterForm.EpochSeconds, "1795348830")]
    [InlineData(RetryAfterForm.SecondsOrEpoch, "1795348830")]
    [InlineData(RetryAfterForm.Iso8601, "2026-11-22T12:00:30Z")]
    public void Read_WithTheProvidersDate_CountsFromThere(RetryAfterForm form, string value) =>
        Assert.Equal(TimeSpan.FromSeconds(20), RetryAfterText.Read(value, form, "Sun, 22 Nov 2026 12:00:10 GMT", Noon.AddHours(3), Hour));

    public static TheoryData<string, IReadOnlyList<RetryAfterRule>, int, string, string, int?> Answers => new()
    {
        { "Slack", RetryAfterDialect.Standard, 429, "Retry-After: 30", "", 30 },
        { "X", RetryAfterDialect.ResetAtEpoch, 429, "x-rate-limit-reset: 1795348890", "", 90 },
        { "X, all is well but the server", RetryAfterDialect.ResetAtEpoch, 503, "x-rate-limit-reset: 1795348890", "", null },
        { "SendGrid", RetryAfterDialect.ResetAtEpoch, 429, "X-RateLimit-Reset: 1795348890", "", 90 },
        { "Mastodon", RetryAfterDialect.ResetAtInstant, 429, "X-RateLimit-Reset: 2026-11-22T12:05:00.000000Z", "", 300 },
        { "Resend", RetryAfterDialect.RateLimitReset, 429, "ratelimit-reset: 1\nretry-after: 2", "", 2 },
        { "Resend without the standard's header", RetryAfterDialect.RateLimitReset, 429, "ratelimit-reset: 1", "", 1 },
        { "Bluesky", RetryAfterDialect.RateLimitReset, 429, "ratelimit-reset: 1795348890", "", 90 },
        { "Telegram", RetryAfterDialect.Telegram, 429, "", """{"ok":false,"error_code":429,"parameters":{"retry_after":37}}""", 37 },
        { "Telegram, part of a second", RetryAfterDialect.Telegram, 429, "", """{"parameters":{"retry_after":0.2}}""", 1 },
        { "Telegram, no parameters", RetryAfterDialect.Telegram, 429, "", """{"ok":false}""", null },
        { "Telegram, half a surrogate pair", RetryAfterDialect.Telegram, 429, "", """{"parameters":{"retry_after":"\ud800"}}""", null },
        { "Telegram, below zero", RetryAfterDialect.Telegram, 429, "", """{"parameters":{"retry_after":-3}}""", null },
        { "Telegram, a page", RetryAfterDialect.Telegram, 429, "", "<html>", null },
        { "Postmark says nothing", RetryAfterDialect.Standard, 429, "", "", null },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void RetryAfter_OfEachProvidersAnswer_IsHeard(string provider, IReadOnlyList<RetryAfterRule> dialect, int status, string headers, string body, int? seconds)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        foreach (var header in headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            response.Headers.TryAddWithoutValidation(header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
        }

        var answer = new HttpAnswer(response, Encoding.UTF8.GetBytes(body), true, TestHttpAdapter.Settings with { RetryAfter = dialect }, Noon);

        Assert.True(answer.RetryAfter == (seconds is { } wait ? TimeSpan.FromSeconds(wait) : null), $"{provider}: {answer.RetryAfter}");
    }

    /// <summary>Whatever is sent: a wait is above zero and never longer than the longest, so nobody retries at once for ever or never again.</summary>
    [Fact]
    public void Read_OfAnything_IsWithinBoundsOrNothing() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(
            (from form in Gen.Elements(Enum.GetValues<RetryAfterForm>())
             from number in Gen.Frequency((3, Gen.Choose(-10, 100_000).Select(i => (long)i)), (3, Gen.Choose(-100_000, 100_000).Select(i => Noon.ToUnixTimeSeconds() + i)), (1, Gen.Elements(long.MinValue, long.MaxValue, 0L)))
             from text in Gen.Elements(
                number.ToString(CultureInfo.InvariantCulture),
                Noon.AddSeconds(number % 1_000_000).ToString("R", CultureInfo.InvariantCulture),
                Noon.AddSeconds(number % 1_000_000).ToString("O", CultureInfo.InvariantCulture),
                $"{number}{number}",
                $"{number}, {number}",
                $"\u0661{number}")
             from max in Gen.Choose(1, 100_000)
             select (form, text, max)).ToArbitrary(),
            one => RetryAfterText.Read(one.text, one.form, null, Noon, TimeSpan.FromSeconds(one.max)) is not { } wait || (wait > TimeSpan.Zero && wait <= TimeSpan.FromSeconds(one.max))));

    /// <summary>What lies ahead is waited for, to the second, in every form that can say it.</summary>
    [Fact]
    public void Read_OfASecondAhead_IsThatSecond() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Gen.Choose(1, 3600).ToArbitrary(), seconds =>
        {
            var at = Noon.AddSeconds(seconds);
            var epoch = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            (RetryAfterForm Form, string Text)[] said =
            [
                (RetryAfterForm.Standard, seconds.ToString(CultureInfo.InvariantCulture)),
                (RetryAfterForm.Standard, at.ToString("R", CultureInfo.InvariantCulture)),
                (RetryAfterForm.EpochSeconds, epoch),
                (RetryAfterForm.Iso8601, at.ToString("O", CultureInfo.InvariantCulture)),
                (RetryAfterForm.SecondsOrEpoch, epoch),
                (RetryAfterForm.SecondsOrEpoch, seconds.ToString(CultureInfo.InvariantCulture)),
            ];
            return said.All(one => RetryAfterText.Read(one.Text, one.Form, null, Noon, TimeSpan.FromHours(1)) == TimeSpan.FromSeconds(seconds));
        }));
}
