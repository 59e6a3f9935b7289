using System.Text;

namespace OmniChannel.Tests.Orchestration;

public sealed class PolicySourceTests : IDisposable
{
    private static readonly Policy Mail = Policy.Named("mail").FirstOf([Channel.Email], Condition.Always, "mail first").OtherwiseBest();
    private static readonly Policy Silent = Policy.Named("silent").Exclude([], Condition.Always, "nobody is written to").OtherwiseBest();

    private readonly string _folder = Directory.CreateTempSubdirectory("omni-policy").FullName;

    private string Path => System.IO.Path.Combine(_folder, "policy.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Push_OfAPolicyWithErrors_ChangesNothingAndNamesThem()
    {
        var source = PolicySource.Of(DefaultPolicy.Instance);
        await using var shop = await Shop.OpenAsync(setup => setup.PolicySource = source);

        var refused = source.Push(Policy.Named("silent").OtherwiseNothing());
        var warned = source.Push(Policy.Named("slips").Score(Channel.Sms, 5, Facts.Customer.Age < 18 & Facts.Customer.Age > 65, "nobody").OtherwiseBest());

        Assert.False(refused.IsAccepted);
        Assert.Equal(DefaultPolicy.Instance.Hash, refused.Hash);
        Assert.Equal("OC2005", Assert.Single(refused.Diagnostics).Code);
        Assert.True(warned.IsSwapped);
        Assert.Contains(warned.Diagnostics, one => one is { Code: "OC2101", Path: "rules[0].when", Severity: DiagnosticSeverity.Warning });
    }

    [Fact]
    public async Task Decide_AsTheFileChanges_RunsWhatWasGoodLast()
    {
        Write(PolicyFile.Write(Mail));
        var source = PolicySource.FromFile(Path);
        await using var shop = await Shop.OpenAsync(setup => setup.PolicySource = source);
        Assert.Equal(Mail.Hash, (await DecideAsync(shop)).PolicyHash);

        Assert.Null(await source.ReloadAsync(Shop.Stop));
        Write(PolicyFile.Write(Silent));
        Assert.True((await source.ReloadAsync(Shop.Stop))!.IsSwapped);
        var silent = await DecideAsync(shop);
        Assert.Equal((Silent.Hash, "nothing.no-channel"), (silent.PolicyHash, silent.NothingBecause?.Code));

        Write("{ \"version\": 1 "u8.ToArray());
        var refused = (await source.ReloadAsync(Shop.Stop))!;
        Assert.Contains("the one in force goes on; 1 problem, the first: " + Path + "(1,", refused.Problem, StringComparison.Ordinal);
        Assert.Equal(Silent.Hash, refused.Hash);
        Assert.Null(await source.ReloadAsync(Shop.Stop));
        Assert.Equal(Silent.Hash, (await DecideAsync(shop)).PolicyHash);
        Assert.Equal(refused.Problem, (await shop.Runtime.CheckHealthAsync(Shop.Stop)).PolicyProblem);

        File.Delete(Path);
        Assert.Contains("cannot be read: FileNotFoundException", (await source.ReloadAsync(Shop.Stop))!.Problem, StringComparison.Ordinal);
        Assert.Null(await source.ReloadAsync(Shop.Stop));
        Write(PolicyFile.Write(Silent));
        Assert.Equal((true, false), (await source.ReloadAsync(Shop.Stop)) is { } same ? (same.IsAccepted, same.IsSwapped) : default);
        Assert.Null((await shop.Runtime.CheckHealthAsync(Shop.Stop)).PolicyProblem);
    }

    [Fact(Timeout = 600_000)]
    public async Task WatchPolicy_AsTimePasses_LooksAgain()
    {
        Write(PolicyFile.Write(Mail));
        var source = PolicySource.FromFile(Path, pollInterval: TimeSpan.FromSeconds(2));
        await using var shop = await Shop.OpenAsync(setup => setup.PolicySource = source);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Shop.Stop);
        var watching = shop.Runtime.WatchPolicyAsync(stop.Token);

        Write(PolicyFile.Write(Silent));
        while (source.Current.Hash != Silent.Hash)
        {
            Shop.Stop.ThrowIfCancellationRequested();
            shop.Clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        await stop.CancelAsync();
        await watching;
    }

    [Fact]
    public async Task Start_WithABadFile_NamesEveryProblem()
    {
        Write("""{ "version": 1, "name": "n", "rules": [{ "exclude": [] }], "otherwise": "perhaps" }"""u8.ToArray());
        var bad = await Assert.ThrowsAsync<OmniChannelStartException>(() => Shop.OpenAsync(setup => setup.PolicySource = PolicySource.FromFile(Path)));
        Assert.Equal(2, bad.Problems.Count);
        Assert.All(bad.Problems, problem => Assert.Contains(Path, problem, StringComparison.Ordinal));

        var missing = await Assert.ThrowsAsync<OmniChannelStartException>(() => Shop.OpenAsync(setup => setup.PolicySource = PolicySource.FromFile(Path + ".not")));
        Assert.Contains("FileNotFoundException", Assert.Single(missing.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAFileThatVerificationRefuses_SaysWhere()
    {
        const string Bad = """
            { "version": 1, "name": "n", "otherwise": "best",
              "rules": [{ "exclude": ["emial"], "because": "b" }] }
            """;
        Write(Encoding.UTF8.GetBytes(Bad));

        var refused = await Assert.ThrowsAsync<OmniChannelStartException>(() => Shop.OpenAsync(setup => setup.PolicySource = PolicySource.FromFile(Path)));
        var given = await Assert.ThrowsAsync<OmniChannelStartException>(() => Shop.OpenAsync(setup => setup.Policy = PolicyFile.Read(Encoding.UTF8.GetBytes(Bad)).Policy!));
        Write(PolicyFile.Write(Mail));
        var source = PolicySource.FromFile(Path);
        await using var shop = await Shop.OpenAsync(setup => setup.PolicySource = source);
        Write(Encoding.UTF8.GetBytes(Bad));
        var reload = (await source.ReloadAsync(Shop.Stop))!;

        Assert.StartsWith(Path + "(2,26): error OC2002 rules[0].exclude: It names the channel emial", Assert.Single(refused.Problems), StringComparison.Ordinal);
        Assert.StartsWith("Policy 'n': 2:26: OC2002 rule 1", Assert.Single(given.Problems), StringComparison.Ordinal);
        Assert.Contains(Path + "(2,26): error OC2002", reload.Problem, StringComparison.Ordinal);
        Assert.Equal((2, 26), (reload.Diagnostics[0].Line, reload.Diagnostics[0].Column));
    }

    [Fact]
    public async Task Decide_ByAFileThatAsksTheHostsFacts_ReadsThemFromTheStore()
    {
        var vip = Facts.Custom.Flag("vip", "A VIP.");
        Write("""
            { "version": 1, "name": "vips", "otherwise": "best",
              "rules": [{ "require": ["*"], "when": "custom.vip && message.urgency <= urgency.normal", "because": "only VIPs are written to" }] }
            """u8.ToArray());
        await using var shop = await Shop.OpenAsync(setup => setup.PolicySource = PolicySource.FromFile(Path, FactSchema.BuiltIn.With(vip)));

        Assert.Equal("rules.fact-missing", (await DecideAsync(shop))[Channel.Email]!.Blocks[0].Reason.Code);
        await shop.Runtime.SaveAsync(Shop.Profile with { Attributes = FactSet.Empty.With(vip, true) }, Shop.Stop);
        Assert.Equal(Channel.Email, (await DecideAsync(shop)).Choice?.Channel);
        var notThisTime = Shop.Message with { Attributes = FactSet.Empty.With(vip, false) };
        Assert.Equal("rules.required", (await shop.Runtime.DecideAsync(notThisTime, Shop.Anna, Shop.Stop))[Channel.Email]!.Blocks[0].Reason.Code);
        await shop.QueueAsync();
        Assert.Equal(1, await shop.DispatchAsync());
        Assert.NotNull((await shop.Runtime.FindCustomerAsync(Shop.Anna, Shop.Stop))!.Attributes);
    }

    [Fact]
    public void Push_OfABadPolicy_ChangesNothing()
    {
        var source = PolicySource.Of(Mail);

        Assert.False(source.Push("nonsense"u8.ToArray()).IsAccepted);
        Assert.Same(Mail, source.Current);
        Assert.True(source.Push(PolicyFile.Write(Mail)) is { IsAccepted: true, IsSwapped: false });
        Assert.Same(Mail, source.Current);
        Assert.True(source.Push(Silent).IsSwapped);
        Assert.Same(Silent, source.Current);
    }

    [Fact]
    public void Push_OfAPolicyThatFailsACheck_ChangesNothing()
    {
        var source = PolicySource.Of(Mail).Require(policy => policy.Rules.Count > 0 ? [Finding("X1", DiagnosticSeverity.Error)] : [Finding("X2", DiagnosticSeverity.Warning)]);

        var refused = source.Push(Silent);
        Assert.Contains("1 problem, the first: error X1", refused.Problem, StringComparison.Ordinal);
        Assert.Same(Mail, source.Current);
        var accepted = source.Push(Policy.Named("other").OtherwiseBest());
        Assert.True(accepted is { IsSwapped: true, Problem: null });
        Assert.Equal("X2", Assert.Single(accepted.Diagnostics).Code);

        static PolicyDiagnostic Finding(string code, DiagnosticSeverity severity) => new() { Code = code, Severity = severity, Message = "found" };
    }

    [Fact(Timeout = 600_000)]
    public async Task Decide_WhilePoliciesAreSwapped_NamesTheOneItRan()
    {
        var source = PolicySource.Of(Mail);
        await using var shop = await Shop.OpenAsync(setup => setup.PolicySource = source);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Shop.Stop);
        var swapping = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                source.Push(i % 2 == 0 ? Silent : Mail);
                await Task.Yield();
            }
        }, Shop.Stop);

        var seen = new HashSet<string>();
        for (var i = 0; i < 300 || seen.Count < 2; i++)
        {
            Shop.Stop.ThrowIfCancellationRequested();
            await Task.Yield();
            var decision = await DecideAsync(shop);
            seen.Add(decision.PolicyHash);
            Assert.Equal(decision.PolicyHash == Mail.Hash, decision.Choice is not null);
            Assert.Equal(decision.PolicyHash == Mail.Hash ? "mail" : "silent", decision.PolicyName);
        }

        await stop.CancelAsync();
        await swapping;
        Assert.Equal(2, seen.Count);
    }

    private static ValueTask<Decision> DecideAsync(Shop shop) => shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop);

    /// <summary>As a deployment does it: a new file renamed over the old one.</summary>
    private void Write(byte[] octets)
    {
        File.WriteAllBytes(Path + ".new", octets);
        File.Move(Path + ".new", Path, overwrite: true);
    }
}
