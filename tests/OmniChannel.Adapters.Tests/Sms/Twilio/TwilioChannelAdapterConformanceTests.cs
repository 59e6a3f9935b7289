using OmniChannel.Delivery;
using OmniChannel.Sms;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Sms.Twilio;

/// <summary>The whole contract of an adapter over HTTP, on Twilio.</summary>
public sealed class TwilioChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Sid = "AC00000000000000000000000000000000";
    private const string Token = "0123456789abcdef0123456789abcdef";

    protected override string Table => """
        NotSent, account: 10001, 20003, 20005, 20006, 20008, 20404, 21212, 21408, 21603, 21606, 21608, 21609, 21612, 21621, 21659, 21660, 21661, 21701, 21703, 21704, 21705, 21712, 30034, 63038
        NotSent, provider: 14107, 20429, 21611, 30001, 30022, canceled, failed, undelivered
        Rejected, message: 21201, 21602, 21604, 21617, 21619, 21620, 21623, 30007
        Rejected, recipient: 21211, 21217, 21401, 21421, 21614
        Rejected, recipient, opted out: 21610
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddTwilio(configure: options =>
    {
        options.AccountSid = Sid;
        options.AuthTokens.Add(Token);
        options.From = "+15551234567";
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new TwilioChannelAdapter("main", new TwilioOptions { AccountSid = Sid, AuthTokens = { Token }, From = "+15551234567", BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = ProviderReply.Json(201, """{"sid":"SM1f0e8ae6ade43cb3c0ce4525424e404f","status":"queued","error_code":null,"num_segments":"1"}"""),
        GoodId = "SM1f0e8ae6ade43cb3c0ce4525424e404f",
        Capabilities = ChannelDefinitions.Sms.Capabilities,
        Limits = [ProviderLimit.Characters(1_600)],
        RetryAfter = RetryAfterDialect.Standard,
        Cases =
        [
            Row("opted out", 400, Error(21610), AttemptResult.Rejected, AttemptFault.Recipient, "21610"),
            Row("no number", 400, Error(21211), AttemptResult.Rejected, AttemptFault.Recipient, "21211"),
            Row("no mobile number", 400, Error(21614), AttemptResult.Rejected, AttemptFault.Recipient, "21614"),
            Row("too long", 400, Error(21617), AttemptResult.Rejected, AttemptFault.Message, "21617"),
            Row("not our sender", 400, Error(21606), AttemptResult.NotSent, AttemptFault.Account, "21606"),
            Row("country not permitted", 400, Error(21408), AttemptResult.NotSent, AttemptFault.Account, "21408"),
            Row("wrong token", 401, Error(20003), AttemptResult.NotSent, AttemptFault.Account, "20003"),
            Row("queue full", 400, Error(21611), AttemptResult.NotSent, AttemptFault.Provider, "21611"),
            Row("too many requests", 429, Error(20429), AttemptResult.NotSent, AttemptFault.Provider, "20429"),
            Row("a code of next year", 400, Error(29999), AttemptResult.Rejected, AttemptFault.Message, "29999"),
            Row("no recipient", 400, Error(21604), AttemptResult.Rejected, AttemptFault.Message, "21604"),
            Row("no recipient, by its older code", 400, Error(21201), AttemptResult.Rejected, AttemptFault.Message, "21201"),
            Row("a success that failed without a code", 201, """{"sid":"SM1","status":"failed","error_code":null}""", AttemptResult.NotSent, AttemptFault.Provider, "failed"),
            Row("a success that was undelivered without a code", 201, """{"sid":"SM1","status":"undelivered"}""", AttemptResult.NotSent, AttemptFault.Provider, "undelivered"),
            Row("a success that says no", 201, """{"sid":"SM1","status":"failed","error_code":21610}""", AttemptResult.Rejected, AttemptFault.Recipient, "21610"),
            Row("a success that says no in a new way", 201, """{"sid":"SM1","status":"failed","error_code":29999}""", AttemptResult.NotSent, AttemptFault.Provider, "29999"),
        ],
        ValidAddresses = ["+15005550006", "+49 151 2345-6789"],
        InvalidAddresses = ["0151 23456789", "+1", "phone"],
        Secrets = [Token, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{Sid}:{Token}"))],
    };

    private static string Error(int code) => $$"""{"code":{{code}},"message":"The 'To' number +15005550006 is not right","more_info":"https://www.twilio.com/docs/errors/{{code}}","status":400}""";
}
