using OmniChannel.Tests.Carts;

namespace OmniChannel.Tests.Regressions;

/// <summary>A hundred thousand histories found it after 61,048: a guest's cart was linked, unlinked, linked again, and then the unlinking was undone; what had been folded meanwhile counted twice.</summary>
public sealed class UndoneUnlinkTests
{
    private static readonly int[] Found = [0, 0, 3, 0, 5, 0, 0, 3, 0, 3, 1, 0, 1, 0, 0, 0, 0, 0, 3, 0, 2, 0, 0, 7, 1, 1, 7, 0, 7, 2, 5, 0, 0, 0, 6, 6, 0, 0];

    [Fact]
    public void History_ThatFoundIt_IsItsSpecification() => new ServerHistory(Found).Run();

    [Fact]
    public void Undo_OfAnUnlinking_IsRefusedHoweverManyTimesRemoved()
    {
        var (known, guest) = (new Logged("known"), new Logged("guest"));
        guest.Add("A", 1);
        var link = known.Link(guest, CartMergePolicy.Sum)!;
        var unlinked = known.Undo(link.Id);

        Assert.Equal(CartRefusal.UndoExpired, known.Refused(CartCommand.Undo(unlinked.Id) with { MayUndoOthers = true }).Reason);
    }
}
