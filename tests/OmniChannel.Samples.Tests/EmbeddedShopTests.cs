using System.Net;
using System.Text.RegularExpressions;

namespace OmniChannel.Tests.Samples;

/// <summary>The shop over HTTP, from the first visit to the way out, with real files on the other side.</summary>
public sealed partial class EmbeddedShopTests
{
    private readonly HashSet<string> _seen = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shop_FromCartToReceiptToWayOut_SaysTheRightThingOnTheRightChannel()
    {
        await using var shop = new RunningShop();
        using var ada = shop.Visitor();
        Assert.Equal("Healthy", await ada.GetStringAsync(new Uri("health", UriKind.Relative), Stop));
        await StepAsync(ada, "login/ada");
        await StepAsync(ada, "cart/boots");

        // Leaves: an e-mail, with a way out.
        Assert.Contains("cart-reminder: by email, now.", await StepAsync(ada, "leave"), StringComparison.Ordinal);
        var reminder = await shop.NextAsync(Channel.Email, _seen, Stop);
        Assert.Contains("Still yours, Ada", reminder, StringComparison.Ordinal);
        Assert.Contains("Hiking boots for 129.00 EUR", reminder, StringComparison.Ordinal);
        var token = OneClick().Match(reminder.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal)).Groups["token"].Value;
        Assert.NotEmpty(token);

        // On the site and stuck: a chat while an agent is free. When none is, an e-mail, but not a second one on one day.
        Assert.Contains("help: by live-chat, now.", await StepAsync(ada, "help"), StringComparison.Ordinal);
        Assert.Contains("Hello Ada, can I help?", await shop.NextAsync(Channel.LiveChat, _seen, Stop), StringComparison.Ordinal);
        await StepAsync(ada, "agents/0");
        Assert.Contains("help: by email, at 2026-06-16", await StepAsync(ada, "help"), StringComparison.Ordinal);

        // Buys: the receipt.
        Assert.Contains("receipt: by email, now.", await StepAsync(ada, "checkout"), StringComparison.Ordinal);
        Assert.Contains("Subject: Your order 1001", await shop.NextAsync(Channel.Email, _seen, Stop), StringComparison.Ordinal);

        // Takes the way out: offers stop at once, receipts do not.
        Assert.Equal(HttpStatusCode.NotFound, await UnsubscribeAsync(ada, "no-such-token", "List-Unsubscribe=One-Click"));
        Assert.Equal(HttpStatusCode.BadRequest, await UnsubscribeAsync(ada, token, ""));
        Assert.Equal(HttpStatusCode.OK, await UnsubscribeAsync(ada, token, "List-Unsubscribe=One-Click"));
        await StepAsync(ada, "login/ada");
        await StepAsync(ada, "cart/tent");
        Assert.Contains("cart-reminder: not sent.", await StepAsync(ada, "leave"), StringComparison.Ordinal);
        Assert.Contains("receipt: by email, now.", await StepAsync(ada, "checkout"), StringComparison.Ordinal);
        Assert.Contains("Subject: Your order 1002", await shop.NextAsync(Channel.Email, _seen, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shop_WithoutConsent_SendsNoOfferAndSaysWhyButServes()
    {
        await using var shop = new RunningShop();
        using var ben = shop.Visitor();
        await StepAsync(ben, "login/ben");
        await StepAsync(ben, "cart/lamp");

        var told = await StepAsync(ben, "leave");

        Assert.Contains("cart-reminder: not sent.", told, StringComparison.Ordinal);
        Assert.Contains("there is no consent for marketing on e-mail", told, StringComparison.Ordinal);
        await StepAsync(ben, "agents/0");
        Assert.Contains("help: by email, now.", await StepAsync(ben, "help"), StringComparison.Ordinal);
        Assert.Contains("Subject: Stuck?", await shop.NextAsync(Channel.Email, _seen, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public void Embedding_IsFortyLinesAtMostAndNothingOfItIsElsewhere()
    {
        var program = File.ReadAllLines(Repository.PathOf("samples", "EmbeddedShop", "Program.cs"));
        var (marked, inside) = (0, false);
        var outside = new List<string>();
        foreach (var line in program)
        {
            if (line.Trim() is "// omnichannel:begin" or "// omnichannel:end")
            {
                inside = line.EndsWith("begin", StringComparison.Ordinal);
            }
            else if (inside)
            {
                marked++;
            }
            else
            {
                outside.Add(line);
            }
        }

        Assert.InRange(marked, 10, 40);
        Assert.DoesNotContain(outside, line => Ours().IsMatch(line));
        Assert.All(
            ["Shop.cs", "Page.cs"],
            file => Assert.DoesNotMatch(Ours(), File.ReadAllText(Repository.PathOf("samples", "EmbeddedShop", file))));
    }

    private static async Task<string> StepAsync(HttpClient visitor, string step)
    {
        using var answer = await visitor.PostAsync(new Uri(step, UriKind.Relative), null, Stop);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect, $"{step}: {answer.StatusCode}");
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
    }

    private static async Task<HttpStatusCode> UnsubscribeAsync(HttpClient visitor, string token, string form)
    {
        using var body = new StringContent(form, null, "application/x-www-form-urlencoded");
        using var answer = await visitor.PostAsync(new Uri($"u/{token}", UriKind.Relative), body, Stop);
        return answer.StatusCode;
    }

    [GeneratedRegex(@"List-Unsubscribe:(<mailto:[^>]*>,)?<https://shop\.example/u/(?<token>[^>]+)>")]
    private static partial Regex OneClick();

    [GeneratedRegex(@"\b(omni|Channel|Purpose|Campaign|Touchpoint\w*|SendResult|Consent\w*|CustomerProfile|AddOmniChannel)\b(?!"")")]
    private static partial Regex Ours();
}
