using Microsoft.Extensions.Logging.Abstractions;
using OmniChannel.Email;

namespace OmniChannel.Tests.Email;

public sealed class SmtpOptionsCheckTests
{
    [Fact]
    public void Problems_OfAnEmptyAccount_AreReportedTogether()
    {
        var problems = SmtpOptionsCheck.Problems(new SmtpOptions());
        Assert.Equal(2, problems.Count);
        Assert.Contains(problems, static problem => problem.StartsWith("Host", StringComparison.Ordinal));
        Assert.Contains(problems, static problem => problem.StartsWith("From", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.ImplicitTls)]
    public void Problems_OfAWholeAccount_AreNone(SmtpSecurity security) => Assert.Empty(Problems(options =>
    {
        options.Security = security;
        options.Port = null;
        options.UserName = "anna";
        options.Password = "secret";
        options.FromName = "Bücher & Café";
        options.ReplyTo = "service@bücher.example";
        options.ClientName = "mail.example.com";
    }));

    [Fact]
    public void Problems_OfEachKind_AreNamedByTheOption()
    {
        AssertProblem("Host", static options => options.Host = "smtp example");
        AssertProblem("Port", static options => options.Port = 70000);
        AssertProblem("Security", static options => options.Security = (SmtpSecurity)9);
        AssertProblem("UserName", static options => (options.UserName, options.Security) = ("anna", SmtpSecurity.StartTls));
        AssertProblem("UserName", static options => options.Password = "secret");
        AssertProblem("UserName or Password", static options => (options.UserName, options.Password, options.Security) = ("anna\0", "secret", SmtpSecurity.StartTls));
        AssertProblem("Security is None", static options => (options.UserName, options.Password) = ("anna", "secret"));
        AssertProblem("From", static options => options.From = "shop");
        AssertProblem("FromName", static options => options.FromName = "Shop\r\nBcc: x@example.test");
        AssertProblem("ReplyTo", static options => options.ReplyTo = "shop@");
        AssertProblem("ReturnPath", static options => options.ReturnPath = "<>");
        AssertProblem("UnsubscribeMailbox", static options => options.UnsubscribeMailbox = "leave");
        AssertProblem("ClientName", static options => options.ClientName = "a b");
        AssertProblem("TrustedCertificateFile", static options => options.TrustedCertificateFile = "/nowhere/ca.pem");
        AssertProblem("Timeouts.DataEnd", static options => options.Timeouts.DataEnd = TimeSpan.Zero);
    }

    [Fact]
    public void Problems_NeverRepeatThePassword() =>
        Assert.DoesNotContain(Problems(static options => (options.UserName, options.Password) = ("anna", "hunter2\r\n")), static problem => problem.Contains("hunter2", StringComparison.Ordinal));

    [Fact]
    public void Adapter_WithProblems_IsNotMade()
    {
        var refused = Assert.Throws<ArgumentException>(static () => new SmtpChannelAdapter("main", new SmtpOptions(), TimeProvider.System, NullLogger<SmtpChannelAdapter>.Instance));
        Assert.Contains("'main'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Host", refused.Message, StringComparison.Ordinal);
        Assert.Contains("From", refused.Message, StringComparison.Ordinal);
    }

    private static void AssertProblem(string start, Action<SmtpOptions> change) => Assert.StartsWith(start, Assert.Single(Problems(change)), StringComparison.Ordinal);

    private static IReadOnlyList<string> Problems(Action<SmtpOptions> change)
    {
        var options = Mail.Account("smtp.example.com", 2525);
        change(options);
        return SmtpOptionsCheck.Problems(options);
    }
}
