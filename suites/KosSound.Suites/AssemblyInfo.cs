using NUnit.Framework;

// Playing the next format overlaps analysing the last one; the device itself is held by one test at a time.
[assembly: LevelOfParallelism(2)]
