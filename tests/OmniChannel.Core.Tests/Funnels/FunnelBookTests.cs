using static OmniChannel.Tests.Funnels.Way;

namespace OmniChannel.Tests.Funnels;

public sealed class FunnelBookTests
{
    private static readonly FunnelBook Book = new([Shop, Partners]);

    [Fact]
    public void At_ByEvents_GoesForward()
    {
        Assert.Equal(New, StageAfter(Book, 0, Touch(TouchpointType.CodeScanned, 0)));
        Assert.Equal(Looking, StageAfter(Book, 0, Touch(TouchpointType.SiteVisited, 0)));
        Assert.Equal(Cart, StageAfter(Book, 2, Touch(TouchpointType.SiteVisited, 0), Touch(TouchpointType.CartLeft, 1)));
        Assert.Equal(Bought, StageAfter(Book, 20, Touch(TouchpointType.SiteVisited, 0), Touch(TouchpointType.CartLeft, 1), Touch(TouchpointType.Purchased, 20)));
    }

    [Fact]
    public void At_BySearchTerm_IsARule()
    {
        Assert.Equal(Cart, StageAfter(Book, 0, Touch(TouchpointType.Searched, 0, "price of red shoes")));
        Assert.Equal(New, StageAfter(Book, 0, Touch(TouchpointType.Searched, 0, "red shoes")));
        Assert.Equal(New, StageAfter(Book, 0, Touch(TouchpointType.Searched, 0)));
    }

    [Fact]
    public void At_WhenNothingHappens_GoesBackAtTheInstant()
    {
        Touchpoint[] left = [Touch(TouchpointType.SiteVisited, 0), Touch(TouchpointType.CartLeft, 1)];

        Assert.Equal(Cart, book_At(3.99));
        Assert.Equal(Looking, book_At(4));
        Assert.Equal(Cart, StageAfter(Book, 4, [.. left, Touch(TouchpointType.SiteVisited, 3)]));
        Assert.Equal(Cart, StageAfter(Book, 4, [.. left, Touch(TouchpointType.CartLeft, 4)]));

        FunnelStage? book_At(double days) => StageAfter(Book, days, left);
    }

    [Fact]
    public void At_WhatDidNotHappenBeforeAnEvent_HadItsEffectThen()
    {
        // The purchase is 30 days old when the customer comes back: lapsed first, then looking.
        Touchpoint[] touches = [Touch(TouchpointType.Purchased, 0), Touch(TouchpointType.SiteVisited, 31)];

        Assert.Equal(Looking, StageAfter(Book, 31, touches));
        Assert.Equal(Bought, StageAfter(Book, 29, Touch(TouchpointType.Purchased, 0), Touch(TouchpointType.SiteVisited, 28)));
        var moves = Book.Find(FunnelId.Default)!.MovesUntil(Assert.Single(Fold(Book, touches).Funnels!, one => one.Funnel == FunnelId.Default), Noon.AddDays(40));
        Assert.Equal(["new", "bought", "lapsed", "looking"], moves.Select(move => move.To.Name));
        Assert.Equal([false, false, true, true], moves.Select(move => move.IsRegression));
        Assert.Equal([false, false, true, false], moves.Select(move => move.ByAbsence));
        Assert.Equal(Noon.AddDays(30), moves[2].At);
        Assert.Equal(["first seen", "purchase.completed", "30 days without purchase.completed", "came back"], moves.Select(move => move.Because));
    }

    [Fact]
    public void At_SeveralFunnels_StandsInEach()
    {
        Touchpoint[] touches = [Touch(TouchpointType.LeadCaptured, 0), Touch(TouchpointType.Purchased, 1), Touch(TouchpointType.MessageReceived, 2)];
        var at = Book.At(Fold(Book, touches), Noon.AddDays(3));

        Assert.Equal(Bought, at.Stage);
        Assert.Equal(FactValue.Of("talking"), at.Profile.Attributes!.Read("custom.partnersStage", null));
        var big = Book.At(Fold(Book, [.. touches, Touch(TouchpointType.Purchased, 3) with { Amount = Money.Of(1000, "EUR") }]), Noon.AddDays(3));
        Assert.Equal(FactValue.Of("signed"), big.Profile.Attributes!.Read("custom.partnersStage", null));
        Assert.Null(Book.At(Fold(Book, touches[1..]), Noon.AddDays(3)).Profile.Attributes);
    }

    [Fact]
    public void NextDue_TellsWhenSomethingWillNotHaveHappened()
    {
        var state = Fold(Book, [Touch(TouchpointType.CartLeft, 1)]);

        Assert.Equal(Noon.AddDays(4), Book.NextDue(state, Noon.AddDays(1)));
        Assert.Null(Book.NextDue(state, Noon.AddDays(4)));
        Assert.Null(FunnelBook.Standard.NextDue(state, Noon));
    }

    [Fact]
    public void Default_AfterLoyalty_ReferralsMentionsReviewsAndFollowsAreAdvocacy()
    {
        foreach (var type in new[] { TouchpointType.ReferralUsed, TouchpointType.Mentioned, TouchpointType.Reviewed, TouchpointType.Followed })
        {
            Assert.Equal(FunnelStage.Advocacy, StageAfter(FunnelBook.Standard, 9, Touch(type, 9), Touch(TouchpointType.Purchased, 2)));
            Assert.NotEqual(FunnelStage.Advocacy, StageAfter(FunnelBook.Standard, 9, Touch(type, 1)));
        }
    }

    [Fact]
    public void Default_HasARoleForEveryChannelInEveryStage() =>
        Assert.All(Funnel.Default.Stages, stage => Assert.Equal(ChannelDefinitions.All.Select(definition => definition.Channel), stage.Roles.Select(role => role.Channel)));

    [Fact]
    public void Default_HasNothingWrong() => Assert.Empty(Funnel.Default.Verify());
}
