namespace OmniChannel.Tests.Samples;

/// <summary>The code of docs/identity.md, compiled here and run by <see cref="IdentitySamplesTests"/>.</summary>
internal static class IdentitySamples
{
    internal static async Task<CustomerId> VisitAsync(OmniChannelRuntime omni, DateTimeOffset now)
    {
        #region IdentityTouchpoint
        await omni.RecordAsync(new Touchpoint
        {
            Source = "/shop/web",
            Id = "visit-1",
            Type = TouchpointType.SiteVisited,
            Customer = default,                                  // who it is, the identifiers say
            Identifiers = [Identifier.Browser("b-7f3a")],
            At = now,
            Channel = Channel.Website,
        });

        var visitor = await omni.Identities.FindAsync(Identifier.Browser("b-7f3a"));
        #endregion
        return visitor!.Value;
    }

    internal static async Task<(SignIn SignedIn, CustomerId Fresh)> SignInAsync(OmniChannelRuntime omni, CustomerId visitor)
    {
        #region IdentitySignIn
        var signedIn = await omni.Identities.SignInAsync(visitor, [Identifier.AuthenticatedId("user-42"), Identifier.VerifiedEmail("anna@example.com")]);
        var session = signedIn.Customer;                         // as whom it goes on, whatever the outcome

        var next = await omni.Identities.SignOutAsync([Identifier.Browser("b-7f3a")]);   // somebody new, with a cart of its own
        #endregion
        return (signedIn with { Customer = session }, next);
    }

    internal static async Task<(Person Linked, UnlinkResult Result)> LinkAsync(OmniChannelRuntime omni, CustomerId old, CustomerId known)
    {
        #region IdentityLink
        var agent = new IdentityCommand { By = "agent-7", Reason = "she has two accounts, and wants one" };
        await omni.Identities.LinkAsync(old, known, agent);       // known survives

        var person = await omni.Identities.ReadAsync(old);
        // person.Survivor, person.Customers, person.Links, person.Profile

        var result = await omni.Identities.UnlinkAsync(old, agent with { Reason = "they are sisters" });
        #endregion
        return (person, result);
    }

    internal static OmniChannelBuilder Ruled(OmniChannelBuilder instance)
    {
        #region IdentityRules
        instance.UseIdentity(new IdentityRules
        {
            Types =
            [
                IdentifierRule.Strong(IdentifierType.AuthenticatedId, 1),
                IdentifierRule.Strong(IdentifierType.VerifiedEmail, 3),
                IdentifierRule.Strong(new IdentifierType("club-number"), 1),
                IdentifierRule.Weak(IdentifierType.Browser, 20),
            ],
            BlockedValues = ["^[0-]*$", "(?i)^(null|anonymous)$", "^test-"],
        });
        #endregion
        return instance;
    }
}
