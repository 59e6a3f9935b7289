namespace OmniChannel;

/// <summary>What an operation on a cart does. The numbers are stored.</summary>
public enum CartOpKind
{
    /// <summary>Adds units; no one else's operation that has not seen them takes them away.</summary>
    Add = 1,

    /// <summary>Sets the quantity of a line, in place of what its issuer had seen; 0 removes.</summary>
    Set = 2,

    /// <summary>Takes units of those that its issuer had seen, the newest first; never below zero.</summary>
    Decrement = 3,

    /// <summary>Removes what its issuer had seen of a line.</summary>
    Remove = 4,

    /// <summary>Removes what its issuer had seen of all lines.</summary>
    Clear = 5,

    /// <summary>Undoes an operation; an undoing can be undone.</summary>
    Retract = 6,

    /// <summary>Links another cart into this one.</summary>
    Link = 7,

    /// <summary>Sets a field, such as a note.</summary>
    SetField = 8,

    /// <summary>Enters a code, such as a coupon's.</summary>
    AddCode = 9,

    /// <summary>Takes a code out again.</summary>
    RemoveCode = 10,

    /// <summary>Moves the cart through its life: claimed, released, ordered, merged, dormant.</summary>
    Step = 11,

    /// <summary>Makes one baseline of everything that nobody's context can divide any more.</summary>
    Fold = 12,
}
