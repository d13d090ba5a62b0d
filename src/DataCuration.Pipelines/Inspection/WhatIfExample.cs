namespace DataCuration.Pipelines.Inspection;

/// <summary>A document whose fate would change.</summary>
/// <param name="Id">32 hex digits.</param>
/// <param name="Source">Its source.</param>
/// <param name="IsKeptAfter">It would come back; otherwise it would leave.</param>
/// <param name="Rule">The rule that drops it on the side where it is dropped.</param>
/// <param name="Value">The value that rule compared, when it compares one.</param>
public sealed record WhatIfExample(string Id, string Source, bool IsKeptAfter, string Rule, double? Value);
