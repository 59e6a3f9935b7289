using System.Text.Json;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

public sealed class PolicySamplesTests
{
    [Fact]
    public void Policies_OfThePage_BuildAndSaySo()
    {
        Assert.Equal(3, PolicySamples.Shop().Rules.Count);
        Assert.Equal(["2 in any 24 hours", "5 in any 7 days", "1 in any 6 hours", "1 in a day in Europe/Berlin on sms, whatsapp per address"], PolicySamples.Gentle().Caps.Select(cap => cap.ToString()));
        Assert.Equal(["3 in any 24 hours"], PolicySamples.WithoutDefaults().Caps.Select(cap => cap.ToString()));
        Assert.Equal(["22:00–07:00"], PolicySamples.WithoutDefaults().Quiet.Select(hours => hours.ToString()));
    }

    [Fact]
    public void Verification_OfThePage_FindsWhatTheShopForgot()
    {
        var report = PolicySamples.Verified(PolicySamples.Shop(), [], []);

        Assert.False(report.HasErrors);
        Assert.Contains(report.Findings, finding => finding.Code == "OC2801" && finding.Place.Path == "rules[0].when");
    }

    [Fact]
    public async Task Decision_OfThePage_IsReadByPeopleAndByCode()
    {
        await using var omni = OmniChannelRuntime.Create(new OmniChannelSetup
        {
            Campaigns = { new Campaign { Id = new("spring"), Name = "Spring", Variants = [new Variant { Channel = Channel.Email, Subject = "Spring", Text = "It is here." }] } },
            Adapters = { new RecordingChannel(Channel.Email) },
        });
        await omni.StartAsync(TestContext.Current.CancellationToken);
        await omni.SaveAsync(new CustomerProfile { Id = new("anna"), ContactPoints = [ContactPoint.Email("anna@example.com")] }, TestContext.Current.CancellationToken);
        var decision = await omni.DecideAsync(new Message { Campaign = new("spring"), Purpose = Purpose.Marketing }, new("anna"), TestContext.Current.CancellationToken);
        using var written = new StringWriter();
        Assert.Equal("consent.missing", (await PolicySamples.LoadAsync(omni, new("spring"))).Offer[Channel.Email]!.Blocks[0].Reason.Code);

        PolicySamples.Read(decision, written);

        Assert.Contains("nothing is sent, because", written.ToString(), StringComparison.Ordinal);
        using var response = new MemoryStream();
        PolicySamples.WriteAsJson(decision, PolicySamples.GermanWords(), response);
        using var json = JsonDocument.Parse(response.ToArray());
        Assert.Equal("die E-Mail", json.RootElement.GetProperty("channels")[0].GetProperty("name").GetString());
        Assert.Equal("die E-Mail ist zu: für marketing über die E-Mail fehlt die Einwilligung; mit ihr gewänne die E-Mail.", decision.WhyNot(Channel.Email, PolicySamples.GermanWords()));
    }

    [Fact]
    public void Page_OnPolicies_NamesEveryReasonOfAGate()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "policies.md"));
        string[] prefixes = ["capability.", "address.", "suppression.", "consent.", "relevance.", "rules.", "quiet.", "cap.", "budget.", "provider.", "gates.", "nothing."];
        var codes = File.ReadAllLines(Repository.PathOf("src", "OmniChannel.Core", "Routing", "EnglishTexts.cs"))
            .Select(line => line.Trim()).Where(line => line.StartsWith("[\"", StringComparison.Ordinal)).Select(line => line.Split('"')[1])
            .Where(code => prefixes.Any(prefix => code.StartsWith(prefix, StringComparison.Ordinal))).ToList();

        Assert.True(codes.Count > 30, "The source of the words was not understood.");
        Assert.DoesNotContain(codes, code => !page.Contains('`' + code + '`', StringComparison.Ordinal));
    }
}
