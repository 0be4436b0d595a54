import { Hammer } from '@acme/hammer/lib'
import anvil from 'anvil'
import { pull as p } from 'tongs'

export const go = () => anvil.drop(new Hammer(), p)
