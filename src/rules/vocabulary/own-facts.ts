// Written by scripts/write-england.mjs from rules/: change the YAML there, then build.

/** By fact, or choice of a fact, the authorities that declare it for themselves. */
export const ownersOf: Readonly<Record<string, readonly string[]>> = {
  "familyResilienceIndicated": [
    "Buckinghamshire"
  ],
  "stepForwardOption": [
    "Buckinghamshire"
  ],
  "panelAcceptsReferral": [
    "Buckinghamshire"
  ],
  "serviceRequested": [
    "Lancashire"
  ]
}
