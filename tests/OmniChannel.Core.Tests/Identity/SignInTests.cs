namespace OmniChannel.Tests.Identity;

public sealed class SignInTests
{
    private static readonly Identifier Anna = Identifier.AuthenticatedId("anna");
    private static readonly Identifier Ben = Identifier.AuthenticatedId("ben");
    private static readonly Identifier Tablet = Identifier.Device("tablet");

    [Fact]
    public void SignIn_OfAnAnonymousVisitorIntoAnAccount_LinksThem()
    {
        var town = new Town();
        var account = town.See(Anna);
        var visitor = town.See(Tablet);

        Assert.Equal((account, SignInOutcome.Linked), town.SignIn(visitor, Anna, Tablet));
        Assert.Equal(account, town.Graph.SurvivorOf(visitor));
        Assert.Equal((account, SignInOutcome.Same), town.SignIn(visitor, Anna));
    }

    [Fact]
    public void SignIn_WithANewAccount_RegistersTheVisitor()
    {
        var town = new Town();
        var visitor = town.See(Tablet);

        Assert.Equal((visitor, SignInOutcome.Registered), town.SignIn(visitor, Anna));
        Assert.Equal(["authenticated-id:anna device:tablet"], town.Profiles);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SignIn_OfSomebodyElse_IsNoMerge(bool isKnown)
    {
        var town = new Town();
        var ben = isKnown ? town.See(Ben) : (CustomerId?)null;
        var anna = town.See(Anna, Tablet);

        var (customer, outcome) = town.SignIn(anna, Ben);

        Assert.Equal(SignInOutcome.Switched, outcome);
        Assert.Equal(ben ?? customer, customer);
        Assert.NotEqual(anna, customer);
        Assert.Equal(2, town.Clusters().Count);
    }

    [Fact]
    public void SignOut_GivesTheDeviceToSomebodyNew()
    {
        var town = new Town();
        var anna = town.See(Anna, Tablet);

        var fresh = town.SignOut(Tablet);

        Assert.NotEqual(anna, fresh);
        Assert.Equal(fresh, town.See(Tablet));
        Assert.Equal(anna, town.See(Anna));
        Assert.Equal((anna, SignInOutcome.Linked), town.SignIn(fresh, Anna, Tablet));
    }

    [Fact]
    public void SignIn_OfAVisitorWhoWasTakenApart_DoesNotLinkAgain()
    {
        var town = new Town();
        var account = town.See(Anna);
        var visitor = town.See(Tablet);
        town.SignIn(visitor, Anna);
        town.Unlink(visitor);

        Assert.Equal((account, SignInOutcome.Switched), town.SignIn(visitor, Anna));
    }

    [Fact]
    public void Give_TakesASquattedIdentifierBack_WithoutAMerge()
    {
        var town = new Town();
        var (squatter, owner) = (town.See(Identifier.VerifiedPhone("+491"), Ben), town.See(Anna));

        town.Give(Identifier.VerifiedPhone("+491"), owner);

        Assert.Equal(owner, town.See(Identifier.VerifiedPhone("+491")));
        Assert.Equal(squatter, town.See(Ben));
        Assert.Equal(2, town.Clusters().Count);
    }
}
