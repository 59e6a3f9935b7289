namespace OmniChannel;

/// <summary>What the digits of a <see cref="PhoneNumber"/> alone say. None of it says that somebody can be reached there.</summary>
public enum PhoneNumberForm
{
    /// <summary>It begins with a calling code that ITU-T has not assigned: nobody can have it.</summary>
    Unassigned,

    /// <summary>Too short or too long for every kind of number of the country, as far as its plan is known here. Plans change: send to it or not, but do not delete it.</summary>
    Implausible,

    /// <summary>It has the form of E.164, and what lengths the country uses is not known here.</summary>
    Possible,

    /// <summary>As long as numbers of the country are: fixed ones, mobile ones and others alike.</summary>
    Plausible,
}
