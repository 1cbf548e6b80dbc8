namespace Platica.LocalHost.Journaling;

/// <summary>
/// A record that tells of something that replaying deliveries does not: applied once all of them are, in the order of the records.
/// </summary>
internal abstract record JournalChange;
