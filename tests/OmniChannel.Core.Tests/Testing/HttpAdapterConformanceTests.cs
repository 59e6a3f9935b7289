using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Testing;

/// <summary>The suite can fail: each of these faults of an adapter is found, and said so; without a fault everything passes.</summary>
public sealed class HttpAdapterConformanceTests
{
    public static TheoryData<string> Names => [.. HttpAdapterConformance.Names];

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Names))]
    public Task Run_OnASoundAdapter_Passes(string name) => HttpAdapterConformance.RunAsync(name, address => Describe("", address), TestContext.Current.CancellationToken);

    [Theory(Timeout = 600_000)]
    [InlineData("sends twice", "Send_Good_IsAcceptedWithTheProvidersId")]
    [InlineData("no id", "Send_Good_IsAcceptedWithTheProvidersId")]
    [InlineData("account is final", "Send_401And403_AreTheAccountsFault")]
    [InlineData("waits for ever", "Send_429_IsNotSentAndWaits")]
    [InlineData("no wait", "Send_429_IsNotSentAndWaits")]
    [InlineData("no wait", "Send_429InEveryDialect_WaitsAsTheProviderSays")]
    [InlineData("does not speak its dialect", "Send_429InEveryDialect_WaitsAsTheProviderSays")]
    [InlineData("hears any dialect", "Send_429InEveryDialect_WaitsAsTheProviderSays")]
    [InlineData("follows redirects", "Send_Redirect_IsNotFollowed")]
    [InlineData("a key for each attempt", "Send_SameMessage_SendsTheSameKey")]
    [InlineData("down is final", "Send_Refused_IsNotSent")]
    [InlineData("down is doubt", "Send_NoTls_IsNotSent")]
    [InlineData("doubt is no", "Send_ResetAfterTheRequest_IsUnknown")]
    [InlineData("doubt is no", "Send_504_IsUnknown")]
    [InlineData("doubt is yes", "Send_Silence_IsUnknownAndEnds")]
    [InlineData("doubt is yes", "Send_SilenceForTooLong_IsUnknownAndEnds")]
    [InlineData("doubt is no", "Send_SlowBody_IsAnOutcome")]
    [InlineData("doubt is yes", "Send_SlowBody_IsAnOutcome")]
    [InlineData("doubt is no", "Send_SlowBodyForTooLong_IsAnOutcome")]
    [InlineData("doubt is yes", "Send_ResetBeforeTheRequest_IsNoYesAndNoNo")]
    [InlineData("tries a reset again", "Send_ResetBeforeTheRequest_IsNoYesAndNoNo")]
    [InlineData("doubt is no", "Send_ResetAfterTheHead_IsJudgedByWhatCame")]
    [InlineData("doubt is yes", "Send_ResetAfterTheHead_IsJudgedByWhatCame")]
    [InlineData("throws at HTML", "Send_502WithHtml_IsNotSent")]
    [InlineData("trouble is ours", "Send_500_IsNotSent")]
    [InlineData("trouble is ours", "Send_502WithHtml_IsNotSent")]
    [InlineData("trouble is ours", "Send_503WithEmptyBody_IsNotSent")]
    [InlineData("bad JSON is the recipient's", "Send_400WithOddJson_IsAnOutcome")]
    [InlineData("bad JSON is the recipient's", "Send_400CutOff_IsAnOutcome")]
    [InlineData("no wait", "Send_429CutOff_IsNotSentAndWaits")]
    [InlineData("believes in types", "Send_WrongContentType_IsJudgedByTheBody")]
    [InlineData("throws at HTML", "Send_500WithDeepJson_IsNotSent")]
    [InlineData("any 2xx is yes", "Send_YesThatCannotBeRead_IsNoYes")]
    [InlineData("any 2xx is yes", "Send_EveryCase_MeansWhatTheTableSays")]
    [InlineData("takes less than the channel", "Send_WhatTheChannelCan_IsAccepted")]
    [InlineData("takes less than it says", "Send_BeyondALimit_IsRejectedWithoutACall")]
    [InlineData("takes anything", "Send_BeyondALimit_IsRejectedWithoutACall")]
    [InlineData("secret in a detail", "Send_Whatever_ShowsNoSecret")]
    [InlineData("secret in a span", "Send_Whatever_ShowsNoSecret")]
    [InlineData("address in a detail", "Send_Whatever_ShowsNoSecret")]
    [InlineData("text in the path", "Send_HostileText_AddsNoHeaderAndLeavesTheUrl")]
    [InlineData("text in a header", "Send_HostileText_AddsNoHeaderAndLeavesTheUrl")]
    public async Task Run_OnAnAdapterWithAFault_NamesCaseAndPromise(string fault, string name)
    {
        var broken = await Assert.ThrowsAsync<ConformanceException>(() => HttpAdapterConformance.RunAsync(name, address => Describe(fault, address), TestContext.Current.CancellationToken));

        Assert.StartsWith($"{name}: ", broken.Message, StringComparison.Ordinal);
        Assert.Contains("The contract: ", broken.Message, StringComparison.Ordinal);
    }

    private static HttpAdapterUnderTest Describe(string fault, Uri address) => Describe(fault, address, new ManualClock());

    private static HttpAdapterUnderTest Describe(string fault, Uri address, ManualClock clock) => new()
    {
        Adapter = new BrokenHttpAdapter(fault, address, clock),
        Clock = clock,
        Good = ProviderReply.Json(200, """{"id":"m1"}"""),
        GoodId = "m1",
        Capabilities = ChannelDefinitions.Sms.Capabilities,
        Limits = [ProviderLimit.Characters(1_600)],
        RetryAfter = RetryAfterDialect.Telegram,
        Cases = [new() { Name = "a 200 that means no", Reply = ProviderReply.Json(200, """{"code":"opted-out"}"""), Result = AttemptResult.Rejected, Fault = AttemptFault.Recipient, Code = "opted-out" }],
        ValidAddresses = ["+15550001"],
        InvalidAddresses = ["x"],
        Secrets = [BrokenHttpAdapter.Secret],
        IdempotencyKey = request => request.Header("Idempotency-Key"),
    };
}
