using System.Globalization;
using System.Text.Json;
using OmniChannel.Tests.Identity;

namespace OmniChannel.Tests.Orchestration;

/// <summary>The cases of <c>cart-cases.json</c> about who sees which cart after signing in and out: one result for each. Steps are words: who (a browser; without one, the first), what, which.</summary>
public sealed class SessionCasesTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, JsonElement>> Cases = new(() =>
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedFolders.RequireCase(IdentityCase.File)));
        return document.RootElement.GetProperty("cases").EnumerateArray().Where(one => one.GetProperty("kind").GetString() == "session").ToDictionary(one => one.GetProperty("id").GetString()!, one => one.Clone());
    });

    public static TheoryData<string> Ids => Exists() ? [.. Cases.Value.Keys] : [""];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Case_AsItsSourceMeansIt_Holds(string id)
    {
        SharedFolders.RequireCase(IdentityCase.File);
        var one = Cases.Value[id];
        await using var shop = await Shop.OpenAsync();
        var store = new Store(shop);
        foreach (var step in one.GetProperty("steps").EnumerateArray())
        {
            if (!await store.TakeAsync(step.GetString()!))
            {
                Assert.Skip($"'{step}' is of sessions and tokens: {one.GetProperty("title")}, {one.GetProperty("ours")}");
            }
        }

        var expected = one.GetProperty("expect");
        Assert.Equal(
            expected.ValueKind == JsonValueKind.String ? expected.GetString() : string.Join(", ", expected.EnumerateObject().Select(line => $"{line.Value} {line.Name}").Order(StringComparer.Ordinal)),
            expected.ValueKind == JsonValueKind.String ? store.Refused : await store.SeenAsync());
    }

    private static bool Exists()
    {
        try
        {
            return Cases.Value.Count > 0;
        }
        catch (Exception missing) when (missing.GetType().Namespace?.StartsWith("Xunit", StringComparison.Ordinal) == true)
        {
            return false;
        }
    }

    private sealed class Store(Shop shop)
    {
        private const string First = "guest";

        private readonly Dictionary<string, CustomerId> browsers = [];
        private readonly HashSet<string> users = [];
        private string seenBy = First;

        private string? token;
        private string? oldToken;

        public string? Refused { get; private set; }

        private Identities Identities => shop.Runtime.Identities;

        public async Task<bool> TakeAsync(string step)
        {
            var words = step.Split(' ');
            switch (words)
            {
                case ["login" or "register", var user]:
                    users.Add(user);
                    browsers[First] = (await Identities.SignInAsync(await BrowserAsync(First), [Identifier.AuthenticatedId(user), Identifier.VerifiedEmail($"{user}@example.com")], cancellationToken: Shop.Stop)).Customer;
                    token ??= (await shop.Runtime.Sessions.StartAsync(browsers[First], null, Shop.Stop)).Token;
                    return true;
                case ["logout"]:
                    browsers[First] = await Identities.SignOutAsync([Identifier.Browser(First)], cancellationToken: Shop.Stop);
                    (oldToken, token) = (token, (await shop.Runtime.Sessions.SignOutAsync(token!, browsers[First], Shop.Stop)).Token);
                    return true;
                case ["view", "as", var who]:
                    seenBy = who == "visitor" ? First : who;
                    return true;
                case ["view", "by", "old", "token"]:
                    // What the source calls forbidden: the token opens nothing any more, and says that it was signed out.
                    Refused = await shop.Runtime.Sessions.ResumeAsync(oldToken!, Shop.Stop) is SessionResult.Ended { Because: SessionEnd.SignedOut } ? "Forbidden" : "let in";
                    return true;
                case ["view", ..]:
                    return false;
                case [var who, "email", var user]:
                    await shop.Runtime.RecordAsync(new Touchpoint { Source = "/checkout", Id = step, Type = TouchpointType.LeadCaptured, Customer = await BrowserAsync(who), Identifiers = [Identifier.UnverifiedEmail($"{user}@example.com")], At = Shop.Noon }, cancellationToken: Shop.Stop);
                    return true;
                case ["add" or "set" or "remove", ..]:
                    return await ChangeAsync(First, words);
                case [var who, ..]:
                    return await ChangeAsync(who, words[1..]);
                default:
                    return false;
            }
        }

        public async Task<string> SeenAsync()
        {
            var customer = users.Contains(seenBy) ? (await Identities.FindAsync(Identifier.AuthenticatedId(seenBy), Shop.Stop))!.Value : await BrowserAsync(seenBy);
            var view = await shop.Runtime.Carts.ReadAsync(await shop.Runtime.Carts.CurrentAsync(customer, Shop.Stop), Shop.Stop);
            return string.Join(", ", (view?.Lines ?? []).Select(line => $"{line.Quantity} {line.Item.Variant}").Order(StringComparer.Ordinal));
        }

        private async Task<bool> ChangeAsync(string who, string[] words)
        {
            var item = new CartItem { Variant = words[1] };
            var quantity = words.Length > 2 ? int.Parse(words[2], CultureInfo.InvariantCulture) : 1;
            var command = words[0] switch
            {
                "add" => CartCommand.Add(item, quantity),
                "set" => CartCommand.Set(item, quantity),
                "remove" => CartCommand.Remove(item),
                _ => null,
            };
            if (command is null)
            {
                return false;
            }

            var cart = await shop.Runtime.Carts.CurrentAsync(await BrowserAsync(who), Shop.Stop);
            Refused = await shop.Runtime.Carts.DoAsync(cart, command, cancellationToken: Shop.Stop) is CartResult.Refused refused ? refused.Reason.ToString() : null;
            return true;
        }

        private async Task<CustomerId> BrowserAsync(string who)
        {
            if (!browsers.TryGetValue(who, out var customer))
            {
                browsers[who] = customer = (await Identities.ResolveAsync([Identifier.Browser(who)], cancellationToken: Shop.Stop)).Customer;
            }

            return customer;
        }
    }
}
