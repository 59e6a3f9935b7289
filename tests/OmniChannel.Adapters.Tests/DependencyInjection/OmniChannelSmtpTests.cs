using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OmniChannel.Tests.DependencyInjection;

public sealed class OmniChannelSmtpTests
{
    [Fact]
    public async Task AddSmtp_FromJson_BindsEveryOption()
    {
        using var file = new MemoryStream("""
            {
              "OmniChannel": { "Accounts": { "Smtp": { "default": {
                "Host": "smtp.example.com", "Port": 2525, "Security": "ImplicitTls",
                "UserName": "shop", "Password": "hush", "AllowPlainTextAuthentication": true,
                "From": "shop@example.com", "FromName": "The shop", "ReplyTo": "help@example.com",
                "ReturnPath": "bounces@example.com", "UnsubscribeMailbox": "out@example.com", "MaySendMarketing": false, "ClientName": "mail.example.com",
                "MessagesPerConnection": 7, "IdleTime": "00:01:00", "IdleConnections": 2, "DkimDomain": "example.com",
                "DkimKeys": [ { "Selector": "mail-2026", "PrivateKeyFile": "/tmp/key.pem" }, { "Selector": "ed", "PrivateKey": "pem" } ],
                "TrustedCertificateFile": "/tmp/ca.pem", "Timeouts": { "Connect": "00:00:07" }
              } } } }
            }
            """u8.ToArray());
        var services = new ServiceCollection();
        services.AddOmniChannel(new ConfigurationBuilder().AddJsonStream(file).Build()).AddSmtp();
        await using var provider = services.BuildServiceProvider();

        Assert.Equivalent(
            new SmtpOptions
            {
                Host = "smtp.example.com",
                Port = 2525,
                Security = SmtpSecurity.ImplicitTls,
                UserName = "shop",
                Password = "hush",
                AllowPlainTextAuthentication = true,
                From = "shop@example.com",
                FromName = "The shop",
                ReplyTo = "help@example.com",
                ReturnPath = "bounces@example.com",
                UnsubscribeMailbox = "out@example.com",
                MaySendMarketing = false,
                ClientName = "mail.example.com",
                MessagesPerConnection = 7,
                IdleTime = TimeSpan.FromMinutes(1),
                IdleConnections = 2,
                DkimDomain = "example.com",
                DkimKeys = { new() { Selector = "mail-2026", PrivateKeyFile = "/tmp/key.pem" }, new() { Selector = "ed", PrivateKey = "pem" } },
                TrustedCertificateFile = "/tmp/ca.pem",
                Timeouts = { Connect = TimeSpan.FromSeconds(7) },
            },
            provider.GetRequiredService<IOptionsMonitor<SmtpOptions>>().Get("default"),
            strict: true);
    }

    [Fact]
    public async Task AddSmtp_Twice_AddsNamedAccountsInTheirOrder()
    {
        var setup = await Instance.SetupOf(
            """{ "OmniChannel": { "Accounts": { "Smtp": { "default": { "Host": "a.example" }, "spare": { "Host": "b.example" } } } } }""",
            builder => builder.AddSmtp(configure: From).AddSmtp("spare", From).AddSmtp("default"));

        Assert.Empty(setup.Problems());
        Assert.Equal([(Channel.Email, "default"), (Channel.Email, "spare")], setup.Adapters.Select(adapter => (adapter.Channel, adapter.Account)));

        static void From(SmtpOptions options) => options.From = "shop@example.com";
    }

    [Fact]
    public async Task AddSmtp_OfWrongOptions_NamesEveryProblemWithItsSectionAndNoSecret()
    {
        var setup = await Instance.SetupOf(
            """
            { "OmniChannel": { "Accounts": { "Smtp": {
              "default": { "Password": "hush", "Port": 70000 },
              "typo": { "Host": "a.example", "From": "shop@example.com", "Pasword": "hush" },
              "form": { "Host": "a.example", "From": "shop@example.com", "Security": "Strong" }
            } } } }
            """,
            builder => builder.AddSmtp().AddSmtp("typo").AddSmtp("form"));

        var problems = setup.Problems();
        Assert.All(["Host is missing", "From is missing", "Port is 70000", "UserName and Password"], expected =>
            Assert.Contains(problems, problem => problem.StartsWith("OmniChannel:Accounts:Smtp:default: ", StringComparison.Ordinal) && problem.Contains(expected, StringComparison.Ordinal)));
        Assert.Contains(problems, problem => problem.StartsWith("OmniChannel:Accounts:Smtp:typo: ", StringComparison.Ordinal) && problem.Contains("Pasword", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("OmniChannel:Accounts:Smtp:form: ", StringComparison.Ordinal) && problem.Contains("Security", StringComparison.Ordinal));
        Assert.DoesNotContain(problems, problem => problem.Contains("hush", StringComparison.Ordinal));
        Assert.Equal(3, setup.Adapters.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AddSmtp_WithoutAPublicBaseUri_StartsOnlyForReceipts(bool maySendMarketing)
    {
        var setup = await Instance.SetupOf("{}", builder => builder.AddSmtp(configure: options => (options.Host, options.From, options.MaySendMarketing) = ("a.example", "shop@example.com", maySendMarketing)));
        await using var runtime = OmniChannelRuntime.Create(setup);

        var thrown = await Record.ExceptionAsync(async () => await runtime.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(maySendMarketing, thrown is OmniChannelStartException { Message: var said } && said.Contains("MaySendMarketing = false", StringComparison.Ordinal));
        Assert.Equal(maySendMarketing, thrown is not null);
    }
}
